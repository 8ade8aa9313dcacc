package org.emailregistry.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerAddressTest {
    @Test
    void parsesHostAndPortToItsCanonicalForm() {
        assertThat(ServerAddress.parse("IMAP.Acme.example:993")).hasToString("imap.acme.example:993");
    }
}
