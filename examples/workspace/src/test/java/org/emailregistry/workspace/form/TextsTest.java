package org.emailregistry.workspace.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.emailregistry.Confirmation;
import org.emailregistry.Refusal;
import org.emailregistry.Resolution;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.probe.Remedy;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.store.Change;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class TextsTest {
    static Stream<Enum<?>> everythingThatAPersonMayBeTold() {
        return Stream.<Enum<?>[]>of(
                        Outcome.values(),
                        Remedy.values(),
                        Phase.values(),
                        MailProtocol.values(),
                        Refusal.values(),
                        Resolution.Reason.values(),
                        Field.values(),
                        Problem.Code.values(),
                        ConnectionSecurity.values(),
                        Confirmation.Kind.values(),
                        Change.Kind.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("everythingThatAPersonMayBeTold")
    void everyCodeHasAText(Enum<?> code) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        assertThat(new Texts(messages).of(code)).isNotBlank().doesNotContain(code.name() + "_");
    }
}
