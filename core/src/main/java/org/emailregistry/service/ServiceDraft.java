package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A corporate service as an administrator fills it in. Takes whatever was typed, missing values too: what is wrong with
 * it is told by {@code Administration.review}, all at once. Immutable: each method returns a changed copy.
 *
 * <p>A draft carries the id of an operation. Adding the same draft once more, after an answer that got lost, gives the
 * service that the first attempt added.
 */
public final class ServiceDraft {
    private static final TypedServer NOTHING = TypedServer.of(null, null);

    private final String operation;
    private final String name;
    private final TypedServer smtp;
    private final TypedServer imap;
    private final LoginForm smtpLogin;
    private final LoginForm imapLogin;
    private final Set<SignIn> signIn;
    private final String trust;
    private final Set<String> domains;

    private ServiceDraft(
            String operation,
            String name,
            TypedServer smtp,
            TypedServer imap,
            LoginForm smtpLogin,
            LoginForm imapLogin,
            Set<SignIn> signIn,
            String trust,
            Set<String> domains) {
        this.operation = operation;
        this.name = name;
        this.smtp = smtp;
        this.imap = imap;
        this.smtpLogin = smtpLogin;
        this.imapLogin = imapLogin;
        this.signIn = signIn;
        this.trust = trust;
        this.domains = domains;
    }

    /** A draft with a name, the login as typed on both servers, signing in with a password, and a new operation id. */
    public static ServiceDraft named(@Nullable String name) {
        return new ServiceDraft(
                UUID.randomUUID().toString(),
                orEmpty(name),
                NOTHING,
                NOTHING,
                LoginForm.AS_TYPED,
                LoginForm.AS_TYPED,
                Set.of(SignIn.PASSWORD),
                "",
                Set.of());
    }

    /** A draft that says what a service is now, to be changed from there. */
    public static ServiceDraft from(EmailService service) {
        MailServer smtp = service.servers().smtp();
        MailServer imap = service.servers().imap();
        return named(service.name())
                .smtp(smtp.address().toString(), smtp.security())
                .imap(imap.address().toString(), imap.security())
                .logins(smtp.login(), imap.login())
                .signIn(service.signIn())
                .trust(service.trust().map(TrustAnchors::pem).orElse(null))
                .domains(service.domains());
    }

    /** With another name. */
    public ServiceDraft name(@Nullable String newName) {
        return new ServiceDraft(operation, orEmpty(newName), smtp, imap, smtpLogin, imapLogin, signIn, trust, domains);
    }

    /** With this SMTP server. {@code useTls} means {@code TLS} on port 465 and {@code STARTTLS} elsewhere. */
    public ServiceDraft smtp(@Nullable String hostAndPort, boolean useTls) {
        return smtp(TypedServer.smtp(hostAndPort, useTls));
    }

    /** With this SMTP server and mode. */
    public ServiceDraft smtp(@Nullable String hostAndPort, @Nullable ConnectionSecurity security) {
        return smtp(TypedServer.of(hostAndPort, security));
    }

    private ServiceDraft smtp(TypedServer server) {
        return new ServiceDraft(operation, name, server, imap, smtpLogin, imapLogin, signIn, trust, domains);
    }

    /** With this IMAP server and mode. */
    public ServiceDraft imap(@Nullable String hostAndPort, @Nullable ConnectionSecurity security) {
        return new ServiceDraft(
                operation,
                name,
                smtp,
                TypedServer.of(hostAndPort, security),
                smtpLogin,
                imapLogin,
                signIn,
                trust,
                domains);
    }

    /**
     * With these forms of the user name.
     *
     * @throws NullPointerException if one is null
     */
    public ServiceDraft logins(LoginForm newSmtp, LoginForm newImap) {
        return new ServiceDraft(
                operation,
                name,
                smtp,
                imap,
                requireNonNull(newSmtp, "smtp"),
                requireNonNull(newImap, "imap"),
                signIn,
                trust,
                domains);
    }

    /**
     * With these ways of signing in.
     *
     * @throws NullPointerException if the set or one of its elements is null
     */
    public ServiceDraft signIn(Set<SignIn> methods) {
        return new ServiceDraft(operation, name, smtp, imap, smtpLogin, imapLogin, Set.copyOf(methods), trust, domains);
    }

    /** With this operation id, 1 to 190 characters; the same id and content make a retry harmless. */
    public ServiceDraft operation(@Nullable String id) {
        return new ServiceDraft(orEmpty(id), name, smtp, imap, smtpLogin, imapLogin, signIn, trust, domains);
    }

    /** With a private certificate authority in PEM, trusted for this service alone; null or blank for none. */
    public ServiceDraft trust(@Nullable String pemCertificates) {
        return new ServiceDraft(
                operation,
                name,
                smtp,
                imap,
                smtpLogin,
                imapLogin,
                signIn,
                orEmpty(pemCertificates).strip(),
                domains);
    }

    /**
     * For the addresses of these domains, so that the service is suggested to whoever has one; as typed.
     *
     * @throws NullPointerException if the set or one of its elements is null
     */
    public ServiceDraft domains(Set<String> newDomains) {
        Set<String> copy = new LinkedHashSet<>();
        newDomains.forEach(domain -> copy.add(requireNonNull(domain, "domain")));
        return new ServiceDraft(
                operation, name, smtp, imap, smtpLogin, imapLogin, signIn, trust, Collections.unmodifiableSet(copy));
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** The operation id; the empty string if it was set to null. */
    public String operation() {
        return operation;
    }

    /** The name as typed; the empty string if none was. */
    public String name() {
        return name;
    }

    /** The SMTP server as typed. */
    public TypedServer smtp() {
        return smtp;
    }

    /** The IMAP server as typed. */
    public TypedServer imap() {
        return imap;
    }

    /** Both servers, if both can be read. */
    public Optional<ServerSettings> servers() {
        return smtp.server(smtpLogin).flatMap(s -> imap.server(imapLogin).map(i -> new ServerSettings(s, i)));
    }

    /** The ways of signing in. */
    public Set<SignIn> signIn() {
        return signIn;
    }

    /** The private certificate authority as typed, if there is one. */
    public Optional<String> trust() {
        return trust.isEmpty() ? Optional.empty() : Optional.of(trust);
    }

    /** The domains of the addresses that belong to the service, as typed. */
    public Set<String> domains() {
        return domains;
    }

    @Override
    public String toString() {
        return "ServiceDraft[" + name + ", smtp=" + smtp.text() + ", imap=" + imap.text() + "]";
    }
}
