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
 * The input of an administrator for a corporate service. Immutable and thread-safe: each {@code with} method returns a
 * changed copy.
 *
 * <p>A draft accepts any input, including missing values. {@code Administration.review} returns all of its problems at
 * once, and {@code Administration.add} adds a service if none of them is an error:
 *
 * <pre>{@code
 * ServiceDraft draft = ServiceDraft.named("Acme Mail")
 *         .withSmtp("smtp.acme.example:465", true)
 *         .withImap("imap.acme.example:993", ConnectionSecurity.TLS);
 * }</pre>
 *
 * <p>A draft carries an operation id. Adding the same draft again, for example after a lost reply, returns the service
 * that the first attempt added, as long as the history contains that addition.
 */
public final class ServiceDraft {
    private final String operation;
    private final String name;
    private final TypedServer smtp;
    private final TypedServer imap;
    private final UserNameFormat smtpUserName;
    private final UserNameFormat imapUserName;
    private final Set<AuthenticationMethod> authenticationMethods;
    private final String trust;
    private final Set<String> domains;

    private ServiceDraft(
            String operation,
            String name,
            TypedServer smtp,
            TypedServer imap,
            UserNameFormat smtpUserName,
            UserNameFormat imapUserName,
            Set<AuthenticationMethod> authenticationMethods,
            String trust,
            Set<String> domains) {
        this.operation = operation;
        this.name = name;
        this.smtp = smtp;
        this.imap = imap;
        this.smtpUserName = smtpUserName;
        this.imapUserName = imapUserName;
        this.authenticationMethods = authenticationMethods;
        this.trust = trust;
        this.domains = domains;
    }

    /**
     * Returns a draft with a name and a new operation id; null means that no name was entered. It has no servers,
     * {@link UserNameFormat#AS_TYPED} for both protocols, {@link AuthenticationMethod#PASSWORD} as the only
     * authentication method, no trusted certificates and no domains.
     */
    public static ServiceDraft named(@Nullable String name) {
        return new ServiceDraft(
                UUID.randomUUID().toString(),
                orEmpty(name),
                TypedServer.NOTHING,
                TypedServer.NOTHING,
                UserNameFormat.AS_TYPED,
                UserNameFormat.AS_TYPED,
                Set.of(AuthenticationMethod.PASSWORD),
                "",
                Set.of());
    }

    /**
     * Returns a draft with the values of a service and a new operation id, as the start of an edit. A draft does not
     * contain the id of the service, nor whether the service is hidden.
     */
    public static ServiceDraft from(EmailService service) {
        MailServer smtp = service.servers().smtp();
        MailServer imap = service.servers().imap();
        return named(service.name())
                .withSmtp(smtp.address().toString(), smtp.security())
                .withImap(imap.address().toString(), imap.security())
                .withUserNameFormats(smtp.userNameFormat(), imap.userNameFormat())
                .withAuthenticationMethods(service.authenticationMethods())
                .withTrustedCertificates(service.trustedCertificates()
                        .map(TrustedCertificates::pem)
                        .orElse(null))
                .withDomains(service.domains());
    }

    /** Returns a copy with another name; null means that no name was entered. */
    public ServiceDraft withName(@Nullable String newName) {
        return new ServiceDraft(
                operation,
                orEmpty(newName),
                smtp,
                imap,
                smtpUserName,
                imapUserName,
                authenticationMethods,
                trust,
                domains);
    }

    /**
     * Returns a copy with an SMTP server; null means that nothing was entered. If {@code useTls} is true, the security
     * is {@code TLS} on port 465, and {@code STARTTLS} on any other port or if the text is not an address; if false,
     * {@code NONE}.
     */
    public ServiceDraft withSmtp(@Nullable String hostAndPort, boolean useTls) {
        return withSmtp(TypedServer.smtp(hostAndPort, useTls));
    }

    /** Returns a copy with an SMTP server; null means that nothing was entered or chosen. */
    public ServiceDraft withSmtp(@Nullable String hostAndPort, @Nullable ConnectionSecurity security) {
        return withSmtp(TypedServer.of(hostAndPort, security));
    }

    private ServiceDraft withSmtp(TypedServer server) {
        return new ServiceDraft(
                operation, name, server, imap, smtpUserName, imapUserName, authenticationMethods, trust, domains);
    }

    /** Returns a copy with an IMAP server; null means that nothing was entered or chosen. */
    public ServiceDraft withImap(@Nullable String hostAndPort, @Nullable ConnectionSecurity security) {
        return new ServiceDraft(
                operation,
                name,
                smtp,
                TypedServer.of(hostAndPort, security),
                smtpUserName,
                imapUserName,
                authenticationMethods,
                trust,
                domains);
    }

    /**
     * Returns a copy with other formats of the user names.
     *
     * @throws NullPointerException if an argument is null
     */
    public ServiceDraft withUserNameFormats(UserNameFormat newSmtp, UserNameFormat newImap) {
        return new ServiceDraft(
                operation,
                name,
                smtp,
                imap,
                requireNonNull(newSmtp, "smtp"),
                requireNonNull(newImap, "imap"),
                authenticationMethods,
                trust,
                domains);
    }

    /**
     * Returns a copy with other authentication methods.
     *
     * @throws NullPointerException if the set or one of its elements is null
     */
    public ServiceDraft withAuthenticationMethods(Set<AuthenticationMethod> methods) {
        return new ServiceDraft(
                operation, name, smtp, imap, smtpUserName, imapUserName, Set.copyOf(methods), trust, domains);
    }

    /**
     * Returns a copy with another operation id. The review refuses null, a blank id, an id of more than 190 characters,
     * and an id with a control character or lone surrogate. Adding drafts with the same operation id and the same
     * content adds one service; if the content differs, each is added.
     */
    public ServiceDraft withOperation(@Nullable String id) {
        return new ServiceDraft(
                orEmpty(id), name, smtp, imap, smtpUserName, imapUserName, authenticationMethods, trust, domains);
    }

    /**
     * Returns a copy that accepts only one certificate, for both servers, whoever issued it and whatever its names are,
     * until it expires; see {@link TrustedCertificates}. It replaces trusted certificates. The review gives a warning,
     * because all connections fail as soon as a server gets another certificate.
     *
     * @param sha256Fingerprint the SHA-256 digest of the certificate in hexadecimal, with or without colons; null or
     *     blank to pin none
     */
    public ServiceDraft withPinnedCertificate(@Nullable String sha256Fingerprint) {
        String fingerprint = orEmpty(sha256Fingerprint).strip();
        return withTrustedCertificates(fingerprint.isEmpty() ? "" : TrustedCertificates.PIN + fingerprint);
    }

    /**
     * Returns a copy with the certificates of a private authority in PEM, trusted for this service alone; null or blank
     * for none. The text of a pin ({@link TrustedCertificates#pem()}) is accepted too. {@link TrustedCertificates#parse}
     * defines what the review accepts.
     */
    public ServiceDraft withTrustedCertificates(@Nullable String pemCertificates) {
        return new ServiceDraft(
                operation,
                name,
                smtp,
                imap,
                smtpUserName,
                imapUserName,
                authenticationMethods,
                orEmpty(pemCertificates).strip(),
                domains);
    }

    /**
     * Returns a copy with other email domains, as typed. While the service is offered, it is suggested to users with an
     * address in one of them. If there is exactly one, a login that is not an email address is completed to an address
     * in it.
     *
     * @throws NullPointerException if the set or one of its elements is null
     */
    public ServiceDraft withDomains(Set<String> newDomains) {
        Set<String> copy = new LinkedHashSet<>();
        newDomains.forEach(domain -> copy.add(requireNonNull(domain, "domain")));
        return new ServiceDraft(
                operation,
                name,
                smtp,
                imap,
                smtpUserName,
                imapUserName,
                authenticationMethods,
                trust,
                Collections.unmodifiableSet(copy));
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** Returns the operation id as set; the empty string if it was set to null. */
    public String operation() {
        return operation;
    }

    /** Returns the name as typed, or the empty string if none was entered. */
    public String name() {
        return name;
    }

    /** Returns the SMTP server as typed. */
    public TypedServer smtp() {
        return smtp;
    }

    /** Returns the IMAP server as typed. */
    public TypedServer imap() {
        return imap;
    }

    /** Returns both servers, if both addresses are well-formed and both securities were chosen. */
    public Optional<ServerSettings> servers() {
        return smtp.server(smtpUserName).flatMap(s -> imap.server(imapUserName).map(i -> new ServerSettings(s, i)));
    }

    /** Returns the authentication methods; the set may be empty, which the review refuses. */
    public Set<AuthenticationMethod> authenticationMethods() {
        return authenticationMethods;
    }

    /**
     * Returns the certificates of the private authority as typed, without white space around them, or the text of a pin;
     * empty if none.
     */
    public Optional<String> trustedCertificates() {
        return trust.isEmpty() ? Optional.empty() : Optional.of(trust);
    }

    /** Returns whether a certificate is to be pinned, even if the fingerprint is malformed. */
    public boolean pinsCertificate() {
        return TrustedCertificates.isPin(trust);
    }

    /** Returns the email domains as typed. */
    public Set<String> domains() {
        return domains;
    }

    @Override
    public String toString() {
        return "ServiceDraft[" + name + ", smtp=" + smtp.text() + ", imap=" + imap.text() + "]";
    }
}
