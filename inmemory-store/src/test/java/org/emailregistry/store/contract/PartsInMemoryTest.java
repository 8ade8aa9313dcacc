package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mutation runs know every part of the contract, also one that is added tomorrow. */
class PartsInMemoryTest {
    /** Those of the store alone, which kill nothing in core, and the long sequences. */
    private static final Set<Class<?>> LEFT_OUT =
            Set.of(RegistryStoreSpiContract.class, LoginFailuresSpiContract.class, SequenceContract.class);

    static Stream<Class<?>> parts() {
        return Stream.of(RegistryStoreContract.class.getInterfaces()).filter(part -> !LEFT_OUT.contains(part));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void everyPartHasAClassOfItsOwn(Class<?> part) throws ClassNotFoundException {
        Class<?> inMemory = Class.forName(part.getName().replaceFirst("Contract$", "InMemory"));
        assertThat(inMemory.getInterfaces()).containsExactlyInAnyOrder(part, PartsInMemory.class);
    }
}
