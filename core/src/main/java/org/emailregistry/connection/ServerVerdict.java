package org.emailregistry.connection;

import static org.emailregistry.probe.MailProtocol.IMAP;
import static org.emailregistry.probe.MailProtocol.SMTP;
import static org.emailregistry.probe.Outcome.ACCOUNT_BLOCKED;
import static org.emailregistry.probe.Outcome.APP_PASSWORD_REQUIRED;
import static org.emailregistry.probe.Outcome.AUTH_NOT_OFFERED;
import static org.emailregistry.probe.Outcome.CLIENT_ADDRESS_BLOCKED;
import static org.emailregistry.probe.Outcome.CLIENT_NAME_REFUSED;
import static org.emailregistry.probe.Outcome.CREDENTIALS_REJECTED;
import static org.emailregistry.probe.Outcome.IMAP_SWITCHED_OFF;
import static org.emailregistry.probe.Outcome.LOGIN_DISABLED;
import static org.emailregistry.probe.Outcome.MAILBOX_NOT_OPENED;
import static org.emailregistry.probe.Outcome.OAUTH2_REQUIRED;
import static org.emailregistry.probe.Outcome.PASSWORD_EXPIRED;
import static org.emailregistry.probe.Outcome.RATE_LIMITED;
import static org.emailregistry.probe.Outcome.REFUSED;
import static org.emailregistry.probe.Outcome.SENDER_REFUSED;
import static org.emailregistry.probe.Outcome.SMTP_SWITCHED_OFF;
import static org.emailregistry.probe.Outcome.TEMPORARILY_UNAVAILABLE;
import static org.emailregistry.probe.Outcome.TOKEN_REFUSED;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * Classifies the refusals of servers. The first rule that applies decides: those of the host application, then the
 * table below. In the table, words that make a code more precise come first, then the codes of the RFCs, then the words
 * of servers that send no code. What no rule knows says nothing about the secret.
 */
final class ServerVerdict {
    private static final String OFF =
            "(disabled|deactivated|disallowed|denied|forbidden|restricted|not (been )?(enabled|activated|allowed|permitted"
                    + "|open|authori[sz]ed|available)|(turned|switched) off)";
    private static final String LOCKED =
            "(locked|blocked|suspended|disabled|deactivated|inactive|frozen|banned|terminated|closed)";

    /** Each line has an example in {@code ServerVerdictTest}. */
    static final List<RefusalRule> KNOWN = List.of(
            // One text of QQ Mail for every reason.
            RefusalRule.text("account is abnormal, service is not open", REFUSED),
            RefusalRule.text(
                    "(helo|ehlo).{0,30}(reject|refus|invalid|denied)|invalid (helo|ehlo)", CLIENT_NAME_REFUSED),
            RefusalRule.text(
                    "too many|rate.?limit|throttl|(bandwidth|connection|login|request)s? limit|exceed\\w*.{0,40}limit"
                            + "|limit.{0,40}(exceeded|reached)|number of .{0,40}exceeded|login frequency|slow down"
                            + "|unusual rate",
                    RATE_LIMITED),
            RefusalRule.text(
                    "client host.{0,80}(blocked|rejected)|blocked (using|by|at) \\S+\\.\\S+|(block|black) ?-?list"
                            + "|\\bip\\b.{0,60}(block|reject|refus|denied|banned|not allowed)"
                            + "|(block|reject|refus|denied|banned).{0,30}\\bip\\b|\\b(dns|r)bl\\b|spamhaus|poor reputation",
                    CLIENT_ADDRESS_BLOCKED),
            RefusalRule.text("authenticated but not connected|unsafe login", MAILBOX_NOT_OPENED),
            RefusalRule.text("smtpclientauthentication is disabled", SMTP_SWITCHED_OFF),
            RefusalRule.text(
                    "basic ?auth(entication)?( is)? ?(disabled|blocked|not supported)|(requires?|use) (oauth|modern auth)"
                            + "|oauth\\S* (is )?required",
                    OAUTH2_REQUIRED),
            RefusalRule.text(
                    "\\bapp(lication)?[- ]?(specific)?[- ](pass|authori)|parol prilozheniya|authori[sz](ation|ed) code"
                            + "|(two|2)[- ](factor|step)|\\b[2m]fa\\b"
                            // "Authorization code" in Chinese, in GBK and in UTF-8, one byte per character.
                            + "|\u00ca\u00da\u00c8\u00a8\u00c2\u00eb|\u00e6\u008e\u0088\u00e6\u009d\u0083\u00e7\u00a0\u0081",
                    APP_PASSWORD_REQUIRED),
            RefusalRule.text(IMAP, "credentials or imap is disabled", CREDENTIALS_REJECTED)
                    .withRemedy(Remedy.CHECK_CREDENTIALS_AND_IMAP),
            RefusalRule.text(
                    IMAP,
                    "\\bimap[^.]{0,60}" + OFF + "|(enabled?|" + OFF + ").{0,30}\\bimap|access rights to this service",
                    IMAP_SWITCHED_OFF),
            RefusalRule.text(
                    SMTP,
                    "\\bsmtp (access|service|auth)[^.]{0,60}" + OFF
                            + "|(enable|" + OFF + ").{0,30}\\bsmtp (access|service|auth)"
                            + "|access rights to this service|user has no permission",
                    SMTP_SWITCHED_OFF),
            RefusalRule.text(
                    "password[^.]{0,30}expired|expired password|(must|needs? to) be changed", PASSWORD_EXPIRED),
            RefusalRule.text(
                    "web ?(browser|login)|\\b(log|sign)[- ]?in .{0,30}\\bweb|verify your account|\\buser ?lock"
                            + "|(account|user|mailbox|login)\\b[^.]{0,40}\\b" + LOCKED + "|" + LOCKED
                            + " (account|user|mailbox)|account suspen|\\bsuspended\\b|did not meet the criteria",
                    ACCOUNT_BLOCKED),
            RefusalRule.text(
                    "(un(supported|recogni[sz]ed|known)|invalid|not supported).{0,40}(mechanism|authentication type)"
                            + "|mechanism.{0,30}(not |too weak|unsupported|unavailable|invalid)",
                    AUTH_NOT_OFFERED),
            RefusalRule.text(
                    "temporary|temporarily|(system|server|internal|backend|service|generic|database)[ -](error|failure)"
                            + "|internal server|(system|server|service)( is)?( too)? busy|maintenance|overload"
                            + "|(service|server|system|currently) (is )?(unavailable|not available|down)|timed? ?out"
                            + "|(cannot|could not|unable to|failed to) (connect|contact|reach)|connection (lost|refused)",
                    TEMPORARILY_UNAVAILABLE),
            RefusalRule.text("(try|try it) (again )?(later|after)", RATE_LIMITED),
            // Office 365 says with this code that a policy refuses, and with these words that the password is wrong.
            RefusalRule.text(SMTP, "5\\.7\\.139 .*credentials were incorrect", CREDENTIALS_REJECTED),
            RefusalRule.code(SMTP, "5.7.139", REFUSED),
            // RFC 5530, and the WEBALERT of Gmail.
            RefusalRule.code(IMAP, "UNAVAILABLE", TEMPORARILY_UNAVAILABLE),
            RefusalRule.code(IMAP, "INUSE", TEMPORARILY_UNAVAILABLE),
            RefusalRule.code(IMAP, "SERVERBUG", TEMPORARILY_UNAVAILABLE),
            RefusalRule.code(IMAP, "LIMIT", RATE_LIMITED),
            RefusalRule.code(IMAP, "AUTHENTICATIONFAILED", CREDENTIALS_REJECTED),
            RefusalRule.code(IMAP, "EXPIRED", PASSWORD_EXPIRED),
            RefusalRule.code(IMAP, "PRIVACYREQUIRED", LOGIN_DISABLED),
            RefusalRule.code(IMAP, "AUTHORIZATIONFAILED", ACCOUNT_BLOCKED),
            RefusalRule.code(IMAP, "NOPERM", ACCOUNT_BLOCKED),
            RefusalRule.code(IMAP, "CONTACTADMIN", ACCOUNT_BLOCKED),
            RefusalRule.code(IMAP, "WEBALERT", ACCOUNT_BLOCKED),
            // RFC 5248, RFC 4954 and RFC 3463; 5.7.14 as Gmail uses it.
            RefusalRule.code(SMTP, "5.7.8", CREDENTIALS_REJECTED),
            RefusalRule.code(SMTP, "5.7.9", AUTH_NOT_OFFERED),
            RefusalRule.code(SMTP, "X.7.10", LOGIN_DISABLED),
            RefusalRule.code(SMTP, "X.7.11", LOGIN_DISABLED),
            RefusalRule.code(SMTP, "X.7.12", PASSWORD_EXPIRED),
            RefusalRule.code(SMTP, "X.7.13", ACCOUNT_BLOCKED),
            RefusalRule.code(SMTP, "5.7.14", ACCOUNT_BLOCKED),
            RefusalRule.code(SMTP, "X.7.25", CLIENT_ADDRESS_BLOCKED),
            RefusalRule.code(SMTP, "530", LOGIN_DISABLED),
            RefusalRule.code(SMTP, "523", LOGIN_DISABLED),
            RefusalRule.code(SMTP, "524", LOGIN_DISABLED),
            RefusalRule.code(SMTP, "538", LOGIN_DISABLED),
            RefusalRule.code(SMTP, "525", ACCOUNT_BLOCKED),
            RefusalRule.code(SMTP, "534", AUTH_NOT_OFFERED),
            RefusalRule.code(SMTP, "535", CREDENTIALS_REJECTED),
            // Servers that send no code.
            RefusalRule.text(
                    "(invalid|incorrect|wrong|bad) .{0,30}(credential|password|login|user|authentication data)"
                            + "|(password|credentials?)\\b.{0,20}(not accepted|incorrect|invalid|wrong|error)|passerr"
                            + "|auth(entication|enticate)? ?(is )?(fail|unsuccessful|reject|error|invalid)"
                            + "|login (is )?(fail|incorrect|invalid|error)|failed to authenticate",
                    CREDENTIALS_REJECTED),
            RefusalRule.code(SMTP, "500", AUTH_NOT_OFFERED),
            RefusalRule.code(SMTP, "501", AUTH_NOT_OFFERED),
            RefusalRule.code(SMTP, "502", AUTH_NOT_OFFERED),
            RefusalRule.code(SMTP, "503", AUTH_NOT_OFFERED),
            RefusalRule.code(SMTP, "504", AUTH_NOT_OFFERED));

    /** What means something else after the login than in {@link #KNOWN}. Each line has an example in {@code UseTest}. */
    static final List<RefusalRule> AFTER_LOGIN = List.of(
            RefusalRule.code(IMAP, "NOPERM", MAILBOX_NOT_OPENED),
            RefusalRule.code(SMTP, "X.1.7", SENDER_REFUSED),
            RefusalRule.code(SMTP, "X.1.8", SENDER_REFUSED),
            RefusalRule.text(
                    SMTP,
                    "\\b(sender|from|return)[ -](address|domain|path|identity)\\b.{0,60}(reject|refus|denied|not )"
                            + "|\\bsender (rejected|refused|denied|(is )?not )|not owned by|send ?as ?denied"
                            + "|not (allowed|permitted|authori[sz]ed) to (send (as|from)|use (this|the) (sender|from|address))",
                    SENDER_REFUSED));

    /** What a server can mean after it has accepted the login. */
    private static final Set<Outcome> OF_USE = EnumSet.of(
            CLIENT_NAME_REFUSED,
            CLIENT_ADDRESS_BLOCKED,
            ACCOUNT_BLOCKED,
            IMAP_SWITCHED_OFF,
            SMTP_SWITCHED_OFF,
            MAILBOX_NOT_OPENED,
            SENDER_REFUSED,
            TEMPORARILY_UNAVAILABLE,
            RATE_LIMITED);

    /** What a server can mean before it knows the account. */
    private static final Set<Outcome> BEFORE_LOGIN =
            EnumSet.of(CLIENT_NAME_REFUSED, CLIENT_ADDRESS_BLOCKED, RATE_LIMITED, TEMPORARILY_UNAVAILABLE);

    private final List<RefusalRule> rules;
    private final List<RefusalRule> rulesAfterLogin;

    /**
     * Creates the rules.
     *
     * @param ofHost the rules of the host application, which come first
     */
    ServerVerdict(List<RefusalRule> ofHost) {
        rules = Stream.concat(ofHost.stream(), KNOWN.stream()).toList();
        rulesAfterLogin = Stream.of(ofHost, AFTER_LOGIN, KNOWN)
                .flatMap(List::stream)
                .filter(rule -> OF_USE.contains(rule.outcome()))
                .toList();
    }

    /**
     * Returns the meaning of a refused login. A more specific reply than "wrong password" is preferred, and any known
     * reply to an unknown one.
     *
     * @param refusals the replies that refuse, at least one
     * @param login the login as far as it went
     * @param otherwise the outcome if no rule applies
     */
    Verdict ofLogin(List<ServerRefusal> refusals, Login login, Outcome otherwise) {
        @Nullable Verdict best = null;
        for (ServerRefusal refusal : refusals) {
            Optional<RefusalRule> rule = rule(refusal);
            if (rule.isPresent() && (best == null || best.outcome() == CREDENTIALS_REJECTED)) {
                best = verdict(rule.get(), refusal);
            }
        }
        if (best == null) {
            boolean notNow = refusals.stream().anyMatch(ServerRefusal::isTransient);
            return Verdict.of(notNow ? TEMPORARILY_UNAVAILABLE : otherwise);
        }
        return ofSecret(best, login);
    }

    private static Verdict verdict(RefusalRule rule, ServerRefusal refusal) {
        Outcome outcome = rule.outcome();
        boolean onWeb = outcome == ACCOUNT_BLOCKED || outcome == APP_PASSWORD_REQUIRED;
        return new Verdict(outcome, rule.remedy().or(outcome::remedy), onWeb ? refusal.link() : Optional.empty());
    }

    /** Adapts a verdict on the secret to the kind of the secret, and to whether it was sent at all. */
    private static Verdict ofSecret(Verdict verdict, Login login) {
        return switch (verdict.outcome()) {
            case CREDENTIALS_REJECTED -> {
                if (!login.isSent()) {
                    yield Verdict.of(REFUSED);
                }
                yield login.isToken() ? Verdict.of(TOKEN_REFUSED) : verdict;
            }
            case APP_PASSWORD_REQUIRED, OAUTH2_REQUIRED -> login.isToken() ? Verdict.of(TOKEN_REFUSED) : verdict;
            default -> verdict;
        };
    }

    /** Returns the meaning of a refusal before the server knows the account. */
    Verdict beforeLogin(ServerRefusal refusal, Outcome otherwise) {
        return Verdict.of(rule(refusal)
                .map(RefusalRule::outcome)
                .filter(BEFORE_LOGIN::contains)
                .orElse(refusal.isTransient() ? TEMPORARILY_UNAVAILABLE : otherwise));
    }

    /**
     * Returns the meaning of a refusal after the login, which never says anything about the secret. What the server
     * refuses only for now is {@link Outcome#TEMPORARILY_UNAVAILABLE} or {@link Outcome#RATE_LIMITED}.
     *
     * @param refusals the replies that refuse, at least one
     * @param otherwise the outcome if no rule applies
     */
    Verdict afterLogin(List<ServerRefusal> refusals, Outcome otherwise) {
        for (ServerRefusal refusal : refusals) {
            Optional<RefusalRule> rule = rulesAfterLogin.stream()
                    .filter(each -> !refusal.isTransient() || each.outcome().retryHelps())
                    .filter(each -> each.appliesTo(refusal))
                    .findFirst();
            if (rule.isPresent()) {
                return verdict(rule.get(), refusal);
            }
        }
        boolean notNow = refusals.stream().anyMatch(ServerRefusal::isTransient);
        return Verdict.of(notNow ? TEMPORARILY_UNAVAILABLE : otherwise);
    }

    private Optional<RefusalRule> rule(ServerRefusal refusal) {
        return rules.stream().filter(rule -> rule.appliesTo(refusal)).findFirst();
    }
}
