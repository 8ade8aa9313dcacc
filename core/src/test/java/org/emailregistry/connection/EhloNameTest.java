package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EhloNameTest {
    @Test
    void nameOrAddressInBrackets() {
        assertThat(EhloName.checked("Workspace.example")).isEqualTo("workspace.example");
        assertThat(EhloName.checked("[192.0.2.1]")).isEqualTo("[192.0.2.1]");
        assertThat(EhloName.checked("[IPv6:2001:DB8::1]")).isEqualTo("[IPv6:2001:db8::1]");
        assertThat(EhloName.checked(EhloName.DEFAULT)).isEqualTo(EhloName.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nMAIL FROM:<x@y>", "192.0.2.1", "[workspace.example]", "a_b"})
    void nothingElse(String name) {
        assertThatThrownBy(() -> SocketProbe.builder()
                        .settings(ConnectionSettings.recommended().withEhloName(name)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
