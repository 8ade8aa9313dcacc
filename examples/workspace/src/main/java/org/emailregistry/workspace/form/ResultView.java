package org.emailregistry.workspace.form;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeResult;
import org.jspecify.annotations.Nullable;

/**
 * The result of testing one server, as a person reads it.
 *
 * @param protocol SMTP or IMAP
 * @param outcome the outcome's name, for programs
 * @param good whether the test was successful
 * @param title the name of the tested server
 * @param text the result
 * @param userName as whom the server was asked for the mailbox, if it has answered that
 * @param remedy what to do about it
 * @param details further lines, for administrators only
 */
public record ResultView(
        String protocol,
        String outcome,
        boolean good,
        String title,
        String text,
        @Nullable String userName,
        @Nullable String remedy,
        List<String> details) {
    /** Returns the two results of a report. */
    public static List<ResultView> of(ProbeReport report, Texts texts) {
        return Stream.of(MailProtocol.values())
                .map(protocol -> of(protocol, report.result(protocol), texts))
                .toList();
    }

    private static ResultView of(MailProtocol protocol, ProbeResult result, Texts texts) {
        return new ResultView(
                protocol.name(),
                result.outcome().name(),
                result.successful(),
                texts.of(protocol),
                texts.of(result.outcome()),
                userName(result, texts),
                result.remedy().map(texts::of).orElse(null),
                details(result, texts));
    }

    private static @Nullable String userName(ProbeResult result, Texts texts) {
        String key = switch (result.outcome()) {
            case OK -> "test.signedInAs";
            case CREDENTIALS_REJECTED, APP_PASSWORD_REQUIRED, OAUTH2_REQUIRED -> "test.refusedAs";
            default -> null;
        };
        return key == null
                ? null
                : result.userName().map(name -> texts.of(key, name)).orElse(null);
    }

    private static List<String> details(ProbeResult result, Texts texts) {
        return Stream.of(
                        result.serverText().stream().map(text -> texts.of("test.serverText", text)),
                        result.phase().stream().map(phase -> texts.of("test.phase", texts.of(phase))),
                        result.timing().isEmpty() ? Stream.<String>empty() : Stream.of(timing(result, texts)),
                        result.chain().stream().limit(1).map(certificate -> certificate(certificate, texts)),
                        result.capabilities().isEmpty()
                                ? Stream.<String>empty()
                                : Stream.of(texts.of("test.capabilities", String.join(", ", result.capabilities()))))
                .flatMap(lines -> lines)
                .toList();
    }

    private static String timing(ProbeResult result, Texts texts) {
        return texts.of(
                "test.timing",
                result.timing().entrySet().stream()
                        .map(step ->
                                texts.of(step.getKey()) + " " + step.getValue().toMillis() + " ms")
                        .collect(Collectors.joining(", ")));
    }

    private static String certificate(X509Certificate certificate, Texts texts) {
        return texts.of(
                "test.certificate",
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getNotAfter().toInstant().toString());
    }
}
