package org.emailregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.emailregistry.service.ServiceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An exception that would lose its subject on the way refuses to be serialized. */
class SerializationTest {
    static List<JavaClass> exceptionsWhoseSubjectStaysBehind() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.emailregistry")
                        .stream()
                        .filter(type -> type.isAssignableTo(Throwable.class))
                        .filter(type -> type.getFields().stream()
                                .anyMatch(field -> field.getModifiers().contains(JavaModifier.TRANSIENT)))
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("exceptionsWhoseSubjectStaysBehind")
    void anExceptionWithATransientSubjectRefuses(JavaClass exception) {
        assertThat(Stream.concat(Stream.of(exception), exception.getAllRawSuperclasses().stream())
                        .filter(type -> type.getPackageName().startsWith("org.emailregistry")))
                .anySatisfy(type -> assertThat(type.tryGetMethod("writeObject", ObjectOutputStream.class))
                        .isPresent());
    }

    @Test
    void aRefusalIsNotWritten() throws IOException {
        try (OutputStream out = new ByteArrayOutputStream();
                var objects = new ObjectOutputStream(out)) {
            assertThatThrownBy(() -> objects.writeObject(new UnknownServiceException(new ServiceId("acme"))))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessage(UnknownServiceException.class.getName());
        }
    }
}
