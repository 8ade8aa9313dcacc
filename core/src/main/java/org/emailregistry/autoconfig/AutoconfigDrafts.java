package org.emailregistry.autoconfig;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.address.DomainName;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ServiceDraft;

/** Turns the providers of a document into drafts. */
final class AutoconfigDrafts {
    /** The maximum number of drafts, which an administrator can still review. */
    private static final int MAXIMUM = 100;

    private static final String EMAIL_DOMAIN = "%EMAILDOMAIN%";

    private final AutoconfigProblems problems;
    private final List<ServiceDraft> drafts = new ArrayList<>();

    AutoconfigDrafts(AutoconfigProblems problems) {
        this.problems = problems;
    }

    List<ServiceDraft> of(List<AutoconfigProvider> providers) {
        Set<String> ids = new HashSet<>();
        for (AutoconfigProvider provider : providers) {
            if (!provider.id().isEmpty() && !ids.add(provider.id())) {
                problems.warning(
                        provider.path(),
                        provider.line(),
                        AutoconfigProblem.Code.DUPLICATE,
                        "An earlier provider has the same id.");
            }
            propose(provider);
        }
        if (drafts.isEmpty()) {
            problems.error("", 0, AutoconfigProblem.Code.NO_SERVICE, "The document has no usable server.");
        }
        return drafts;
    }

    private void propose(AutoconfigProvider provider) {
        var chooser = new AutoconfigChooser(provider, problems);
        Optional<AutoconfigServer> smtp = chooser.smtp();
        Optional<AutoconfigServer> imap = chooser.imap();
        Set<String> domains = domains(provider);
        if (smtp.isEmpty() && imap.isEmpty()) {
            return;
        }
        if (provider.displayName().isEmpty() && provider.displayShortName().isEmpty()) {
            problems.warning(
                    provider.path() + "/displayName",
                    provider.line(),
                    AutoconfigProblem.Code.MISSING,
                    "The provider has neither displayName nor displayShortName.");
        }
        boolean byDomain = hasDomain(provider.displayName())
                || smtp.filter(s -> hasDomain(s.hostname())).isPresent()
                || imap.filter(s -> hasDomain(s.hostname())).isPresent();
        if (byDomain && domains.isEmpty()) {
            problems.error(
                    provider.path(),
                    provider.line(),
                    AutoconfigProblem.Code.PLACEHOLDER,
                    "The settings contain " + EMAIL_DOMAIN
                            + ", which cannot be replaced: the provider lists no domain.");
        }
        Set<AuthenticationMethod> authenticationMethods = authenticationMethods(provider, smtp, imap);
        if (byDomain && !domains.isEmpty()) {
            domains.forEach(domain -> add(provider, smtp, imap, authenticationMethods, Set.of(domain), domain));
        } else {
            add(provider, smtp, imap, authenticationMethods, domains, "");
        }
    }

    private static boolean hasDomain(String text) {
        return text.contains(EMAIL_DOMAIN);
    }

    /** Adds a draft. {@code domain} replaces the domain placeholder; the empty string replaces nothing. */
    private void add(
            AutoconfigProvider provider,
            Optional<AutoconfigServer> smtp,
            Optional<AutoconfigServer> imap,
            Set<AuthenticationMethod> authenticationMethods,
            Set<String> domains,
            String domain) {
        if (drafts.size() >= MAXIMUM) {
            problems.error(
                    provider.path(),
                    provider.line(),
                    AutoconfigProblem.Code.TOO_LARGE,
                    "The document has more than " + MAXIMUM + " services; this one was left out.");
            return;
        }
        var fields = new AutoconfigFields(problems, domain);
        ServiceDraft draft = ServiceDraft.named(name(provider, domain))
                .withUserNameFormats(fields.login(smtp), fields.login(imap))
                .withAuthenticationMethods(authenticationMethods)
                .withDomains(domains);
        if (smtp.isPresent()) {
            draft = draft.withSmtp(fields.address(smtp.get()), fields.security(smtp.get()));
        }
        if (imap.isPresent()) {
            draft = draft.withImap(fields.address(imap.get()), fields.security(imap.get()));
        }
        drafts.add(draft);
    }

    private static String name(AutoconfigProvider provider, String domain) {
        String name = provider.displayName().isEmpty() ? provider.displayShortName() : provider.displayName();
        return domain.isEmpty() ? name : name.replace(EMAIL_DOMAIN, domain);
    }

    private Set<String> domains(AutoconfigProvider provider) {
        Set<String> domains = new LinkedHashSet<>();
        for (String text : provider.domains()) {
            Optional<DomainName> domain = DomainName.tryParse(text);
            if (domain.isEmpty()) {
                problems.warning(
                        provider.path() + "/domain",
                        provider.line(),
                        AutoconfigProblem.Code.DOMAIN_MALFORMED,
                        "The text is not a domain name: " + AutoconfigProblems.quoted(text) + ".");
            } else if (!domains.add(domain.get().toString())) {
                problems.warning(
                        provider.path() + "/domain",
                        provider.line(),
                        AutoconfigProblem.Code.DUPLICATE,
                        "The domain " + domain.get() + " is listed twice.");
            }
        }
        return domains;
    }

    /** Returns the methods that both servers accept, because a mailbox needs both. */
    private Set<AuthenticationMethod> authenticationMethods(
            AutoconfigProvider provider, Optional<AutoconfigServer> smtp, Optional<AutoconfigServer> imap) {
        Set<AuthenticationMethod> both = EnumSet.allOf(AuthenticationMethod.class);
        smtp.ifPresent(server -> both.retainAll(AutoconfigFields.authenticationMethods(server)));
        imap.ifPresent(server -> both.retainAll(AutoconfigFields.authenticationMethods(server)));
        if (both.isEmpty()) {
            problems.error(
                    provider.path(),
                    provider.line(),
                    AutoconfigProblem.Code.UNSUPPORTED_AUTHENTICATION,
                    "The servers have no supported authentication method in common.");
        }
        return both;
    }
}
