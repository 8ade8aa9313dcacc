package org.emailregistry.jdbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tries a {@link Sample} in the plain build, and more in the profiles {@code long} and {@code soak}, which run such tests only. */
@Tag("counted")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface Counted {}
