package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EhloNameTest {
    @Test
    void nameOrAddressInBrackets() {
        assertThat(EhloName.checked("Workspace.example")).isEqualTo("workspace.example");
        assertThat(EhloName.checked("[192.0.2.1]")).isEqualTo("[192.0.2.1]");
        assertThat(EhloName.checked("[IPv6:2001:DB8::1]")).isEqualTo("[IPv6:2001:db8::1]");
        assertThat(EhloName.checked("[127.0.0.1]")).isEqualTo("[127.0.0.1]");
    }

    @Test
    void addressOfTheClientWhereNoNameIsConfigured() throws UnknownHostException {
        InetAddress ipv4 = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
        InetAddress ipv6 =
                Inet6Address.getByAddress(null, HexFormat.of().parseHex("fe800000000000000000000000000001"), 3);

        assertThat(EhloName.of(Optional.empty(), ipv4)).isEqualTo("[192.0.2.1]");
        assertThat(EhloName.of(Optional.empty(), ipv6)).isEqualTo("[IPv6:fe80:0:0:0:0:0:0:1]");
        assertThat(EhloName.of(Optional.of("crm.acme.example"), ipv4)).isEqualTo("crm.acme.example");
        assertThat(EhloName.checked(EhloName.of(Optional.empty(), ipv6))).isEqualTo("[IPv6:fe80::1]");
    }

    @Test
    void namesOfThisMachineAreWarnedAbout() {
        assertThat(List.of("[127.0.0.1]", "[127.8.9.1]", "[IPv6:::1]", "localhost", "localhost.localdomain"))
                .allMatch(EhloName::isLoopback);
        assertThat(List.of("[192.0.2.1]", "[IPv6:2001:db8::1]", "crm.acme.example", "localhosts.example"))
                .noneMatch(EhloName::isLoopback);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nMAIL FROM:<x@y>", "192.0.2.1", "[workspace.example]", "a_b"})
    void nothingElse(String name) {
        assertThatThrownBy(() -> SocketProbe.builder()
                        .settings(ConnectionSettings.recommended().withEhloName(name)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
