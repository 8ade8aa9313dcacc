package org.emailregistry.jdbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Needs the packages that make a Galera cluster. */
@Tag("galera")
@net.jqwik.api.Tag("galera")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface InProfileGalera {}
