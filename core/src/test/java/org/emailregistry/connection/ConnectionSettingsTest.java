package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionSettingsTest {
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4));
    private static final Executor EXECUTOR = Runnable::run;
    private static final HostResolver RESOLVER = host -> List.of();
    private static final List<RefusalRule> RULES =
            List.of(RefusalRule.code(MailProtocol.IMAP, "ALERT", Outcome.ACCOUNT_BLOCKED));
    private static final Proxy PROXY = new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("proxy", 1080));

    @SuppressWarnings("ImmutableEnumChecker")
    enum Setting {
        EHLO_NAME(settings -> settings.withEhloName("crm.acme.example")),
        CLIENT_ID(settings -> settings.withClientId("Acme CRM", "1")),
        TIMEOUTS(settings -> settings.withTimeouts(ConnectionSettingsTest.TIMEOUTS)),
        EXECUTOR(settings -> settings.withExecutor(ConnectionSettingsTest.EXECUTOR)),
        RESOLVER(settings -> settings.withResolver(ConnectionSettingsTest.RESOLVER)),
        PROXY(settings -> settings.withProxy(ConnectionSettingsTest.PROXY)),
        REFUSAL_RULES(settings -> settings.withRefusalRules(RULES));

        private final UnaryOperator<ConnectionSettings> change;

        Setting(UnaryOperator<ConnectionSettings> change) {
            this.change = change;
        }
    }

    private static Map<Setting, Object> values(ConnectionSettings settings) {
        return Map.of(
                Setting.EHLO_NAME, settings.ehloName(),
                Setting.CLIENT_ID, settings.clientId(),
                Setting.TIMEOUTS, settings.timeouts(),
                Setting.EXECUTOR, settings.executor("test").equals(EXECUTOR),
                Setting.RESOLVER, settings.resolver(),
                Setting.PROXY, settings.proxy(),
                Setting.REFUSAL_RULES, settings.refusalRules());
    }

    @ParameterizedTest
    @EnumSource
    void eachChangesItselfAndNothingElse(Setting setting) {
        Map<Setting, Object> before = values(ConnectionSettings.recommended());

        Map<Setting, Object> after = values(setting.change.apply(ConnectionSettings.recommended()));

        assertThat(Setting.values())
                .filteredOn(each -> !Objects.equals(after.get(each), before.get(each)))
                .containsExactly(setting);
        assertThat(values(ConnectionSettings.recommended())).isEqualTo(before);
    }
}
