package org.emailregistry.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.GuardedDownload;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.standard.StandardServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class DiscoveryTest {
    private static final String DOCUMENT = """
            <clientConfig version="1.1"><emailProvider id="acme.example"><domain>acme.example</domain>
              <displayName>Acme</displayName>
              <incomingServer type="imap"><hostname>imap.acme.example</hostname><port>993</port>
                <socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
              <outgoingServer type="smtp"><hostname>smtp.acme.example</hostname><port>465</port>
                <socketType>SSL</socketType><username>%EMAILADDRESS%</username></outgoingServer>
            </emailProvider></clientConfig>
            """;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, List<ServiceRecord>> records = new HashMap<>();
    private final Map<String, String> documents = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void aDomainOfTheLibraryIsAnsweredWithoutAskingAnybody() {
        List<DiscoveredService> found = discover("jo@GMail.com");

        assertThat(found).singleElement().satisfies(service -> {
            assertThat(service.source()).isEqualTo(DiscoveredService.Source.STANDARD_SERVICE);
            assertThat(service.trusted()).isTrue();
            assertThat(service.draft().imap().text()).isEqualTo("imap.gmail.com:993");
        });
        assertThat(asked).isEmpty();
    }

    @Test
    void publishedFilesComeBeforeRecords() {
        documents.put("https://acme.example/.well-known/autoconfig/mail/config-v1.1.xml", DOCUMENT);
        announce("_imaps", new ServiceRecord(0, 0, 993, "mail.acme.example."));
        announce("_submissions", new ServiceRecord(0, 0, 465, "mail.acme.example."));

        List<DiscoveredService> found = discover("jo.doe@acme.example");

        assertThat(found)
                .extracting(DiscoveredService::source)
                .containsExactly(DiscoveredService.Source.AUTOCONFIG, DiscoveredService.Source.SERVICE_RECORDS);
        assertThat(found).extracting(DiscoveredService::trusted).containsExactly(true, false);
        assertThat(found.get(0).draft().smtp().text()).isEqualTo("smtp.acme.example:465");
        assertThat(found.get(1).draft().smtp().text()).isEqualTo("mail.acme.example:465");
        assertThat(asked).noneMatch(question -> question.contains("jo"));
    }

    @Test
    void recordsAreChosenByTheirRules() {
        announce(
                "_imaps",
                new ServiceRecord(20, 0, 993, "last.acme.example."),
                new ServiceRecord(10, 1, 993, "light.acme.example."),
                new ServiceRecord(10, 9, 1993, "heavy.acme.example."),
                new ServiceRecord(0, 0, 0, "."));
        announce("_imap", new ServiceRecord(0, 0, 143, "plain.acme.example."));
        announce("_submissions", new ServiceRecord(0, 0, 0, "."));
        announce("_submission", new ServiceRecord(0, 0, 587, "smtp.acme.example."));

        ServiceDraft draft = discover("acme.example").get(0).draft();

        assertThat(draft.imap().text()).isEqualTo("heavy.acme.example:1993");
        assertThat(draft.imap().security()).contains(ConnectionSecurity.TLS);
        assertThat(draft.smtp().text()).isEqualTo("smtp.acme.example:587");
        assertThat(draft.smtp().security()).contains(ConnectionSecurity.STARTTLS);
        assertThat(draft.domains()).containsExactly("acme.example");
    }

    @Test
    void halfAnAnnouncementIsNone() {
        announce("_imaps", new ServiceRecord(0, 0, 993, "mail.acme.example."));
        announce("_submissions", new ServiceRecord(0, 0, 465, "127.0.0.1"));

        assertThat(discover("acme.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "@", "jo@", "a b", "jo@127.0.0.1", "jo@[::1]", "jo@acme.example/../x", "jo@acme_x.example"})
    void whatIsNoDomainIsNotAskedFor(String text) {
        assertThat(discover(text)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void whoFailsOrIsSilentDoesNotKeepTheOthersBack() {
        documents.put("https://autoconfig.acme.example/mail/config-v1.1.xml", DOCUMENT);
        var never = new CountDownLatch(1);
        var discovery = new Discovery(
                (location, origin) -> {
                    if (location.getHost().equals("acme.example")) {
                        throw new IOException("refused");
                    }
                    return document(location);
                },
                name -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                },
                executor,
                Duration.ofMillis(500),
                false,
                List.of());

        assertThat(discovery.discover("acme.example", Origin.ADMINISTRATOR)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSourceThatBreaksDoesNotDiscardTheOthers(boolean error) {
        documents.put("https://autoconfig.acme.example/mail/config-v1.1.xml", DOCUMENT);
        var discovery = new Discovery(
                (location, origin) -> {
                    if (location.getHost().equals("acme.example")) {
                        if (error) {
                            throw new LinkageError("on purpose");
                        }
                        throw new IllegalArgumentException("on purpose");
                    }
                    return document(location);
                },
                name -> {
                    throw new IllegalStateException("on purpose");
                },
                executor,
                Duration.ofSeconds(10),
                false,
                List.of());

        assertThat(discovery.discover("acme.example", Origin.ADMINISTRATOR)).hasSize(1);
    }

    static Stream<String> whatUsersType() {
        String longest =
                "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + "." + "d".repeat(57) + ".example";
        return Stream.of(
                "joe@example.4d",
                "joe@" + longest,
                "joe@4d",
                "joe@xn--p1ai",
                "\ud800@\ud800",
                "joe@" + "x".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("whatUsersType")
    void nothingThatAUserTypesMakesTheRealSourcesThrow(String text) {
        GuardedDownload download = GuardedDownload.builder()
                .settings(ConnectionSettings.recommended().withResolver(host -> {
                    throw new UnknownHostException(host);
                }))
                .build();
        Discovery discovery = Discovery.builder(download, NetworkGuard.recommended(), executor)
                .records(name -> {
                    throw new IOException("no DNS here");
                })
                .users(true)
                .build();

        assertThat(discovery.discover(text, Origin.USER)).isEmpty();
    }

    @Test
    void withoutAThreadNothingIsFound() {
        var discovery = new Discovery(
                (location, origin) -> document(location),
                name -> List.of(),
                task -> {
                    throw new RejectedExecutionException();
                },
                Duration.ofSeconds(5),
                false,
                List.of());

        assertThat(discovery.discover("acme.example", Origin.ADMINISTRATOR)).isEmpty();
    }

    @Test
    void usersMayAskOnlyWhereTheHostAllowsIt() {
        assertThatThrownBy(() -> discovery(false).discover("acme.example", Origin.USER))
                .isInstanceOf(IllegalStateException.class);
        assertThat(asked).isEmpty();
        discovery(true).discover("acme.example", Origin.USER);
        assertThat(asked).contains("USER https://acme.example/.well-known/autoconfig/mail/config-v1.1.xml");
    }

    private void announce(String service, ServiceRecord... all) {
        records.put(service + "._tcp.acme.example", List.of(all));
    }

    private List<DiscoveredService> discover(String address) {
        return discovery(false).discover(address, Origin.ADMINISTRATOR);
    }

    private Discovery discovery(boolean users) {
        return new Discovery(
                (location, origin) -> {
                    asked.add(origin + " " + location);
                    return document(location);
                },
                name -> {
                    asked.add(name);
                    return records.getOrDefault(name, List.of());
                },
                executor,
                Duration.ofSeconds(10),
                users,
                StandardServices.all());
    }

    private Optional<byte[]> document(URI location) {
        return Optional.ofNullable(documents.get(location.toString())).map(text -> text.getBytes(UTF_8));
    }
}
