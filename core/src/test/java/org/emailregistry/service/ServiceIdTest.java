package org.emailregistry.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceIdTest {
    @Test
    void idsOfTheSameTextAreEqual() {
        assertThat(new ServiceId("acme")).isEqualTo(new ServiceId("acme")).hasSameHashCodeAs(new ServiceId("acme"));
    }

    @Test
    void idsAreComparedExactly() {
        assertThat(new ServiceId("acme"))
                .isNotEqualTo(new ServiceId("Acme"))
                .isNotEqualTo("acme")
                .isNotEqualTo(null);
        assertThat(new ServiceId("acme").hashCode()).isNotEqualTo(new ServiceId("Acme").hashCode());
    }
}
