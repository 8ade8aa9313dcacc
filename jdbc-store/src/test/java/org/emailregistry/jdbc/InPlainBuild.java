package org.emailregistry.jdbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Left out of the profile {@code long}: it has no more to do there than in the plain build. */
@Tag("plain")
@net.jqwik.api.Tag("plain")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface InPlainBuild {}
