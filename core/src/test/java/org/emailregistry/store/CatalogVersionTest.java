package org.emailregistry.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogVersionTest {
    private final CatalogVersion version = new CatalogVersion(7, "a commit");

    @Test
    void aVersionIsItsRevisionAndItsCommit() {
        assertThat(version)
                .isEqualTo(new CatalogVersion(7, "a commit"))
                .hasSameHashCodeAs(new CatalogVersion(7, "a commit"));
    }

    @Test
    void aRevisionThatWasGivenOutTwiceIsTwoVersions() {
        assertThat(version)
                .isNotEqualTo(new CatalogVersion(7, "another"))
                .isNotEqualTo(new CatalogVersion(8, "a commit"))
                .isNotEqualTo("a commit")
                .isNotEqualTo(null);
        assertThat(version.hashCode()).isNotEqualTo(new CatalogVersion(7, "another").hashCode());
    }
}
