package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.NotOfferedException;
import org.emailregistry.Offer;
import org.emailregistry.Resolution;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.jdbc.Tables.Column;
import org.emailregistry.jdbc.Tables.State;
import org.emailregistry.jdbc.Tampered.Given;
import org.emailregistry.jdbc.Tampering.Leeway;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 22: who writes into the database without the key can stop mail, but neither send a credential where no
 * administrator or user sent it, nor undo a removal or a decision. Everything that can be written is made from the
 * information schema, so that no later column or table is forgotten.
 */
@Counted
class TamperingIT {
    /** When somebody writes into the database. */
    private enum Moment {
        BEFORE_A_START,
        UNDER_A_RUNNING_NODE,
        /** And an administrator then makes decisions about other things. */
        BEFORE_OTHER_DECISIONS
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void whoWritesWithoutTheKeyStopsMailAtMost(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server)) {
            var tampered = new Tampered(pool);
            var trial = new Trial(tampered);
            trial.requireSoundStart();
            List<Tampering> all = Tampering.all(tampered.tables, tampered.newest(), tampered.former());
            assertThat(columns(all)).isEqualTo(tampered.tables.columns());

            int step = server == Server.H2 ? Sample.of(23, 3, 1) : Sample.of(193, 53, 1);
            int stepOfDecisions = server == Server.H2 ? Sample.of(101, 23, 1) : Sample.of(911, 307, 5);
            for (int i = 0; i < all.size(); i++) {
                if (i % step == 0) {
                    trial.of(all.get(i), Moment.BEFORE_A_START);
                    trial.of(all.get(i), Moment.UNDER_A_RUNNING_NODE);
                }
                if (i % stepOfDecisions == 0) {
                    trial.of(all.get(i), Moment.BEFORE_OTHER_DECISIONS);
                }
            }
            trial.requireSoundEnd();
            if (step == 1) {
                assertThat(columns(trial.done)).isEqualTo(tampered.tables.columns());
            }
            assertThat(trial.violations).isEmpty();
        }
    }

    private static Set<Column> columns(List<Tampering> tamperings) {
        return tamperings.stream().flatMap(t -> t.column().stream()).collect(Collectors.toSet());
    }

    /** Applies what is done to the tables, looks at what the library makes of it, and undoes it. */
    private static final class Trial {
        /** Put back, it opens, for the servers that it was given for. */
        private static final String FORMER_PASSWORD = "email_registry_account.credentials_secret";

        private final Tampered tampered;
        private final Tables tables;
        private final State newest;
        private final EmailServiceRegistry running;
        private final Map<AccountId, Resolution> soundResolutions;
        private final Offer soundOffer;
        private final Catalog soundCatalog;

        final List<Tampering> done = new ArrayList<>();
        final List<String> violations = new ArrayList<>();

        Trial(Tampered tampered) {
            this.tampered = tampered;
            tables = tampered.tables;
            newest = tampered.newest();
            running = tampered.registry();
            soundOffer = running.offer();
            soundCatalog = running.administration("root").catalog();
            soundResolutions = running.accounts().resolveAll(tampered.sendable.keySet());
        }

        /** Without this, nothing that is found later means anything. */
        void requireSoundStart() {
            assertThat(soundOffer.services())
                    .extracting(EmailService::id)
                    .containsExactlyInAnyOrder(
                            Tampered.OPEN_STANDARD.id(), tampered.moved.id(), tampered.plain.id(), tampered.other.id());
            assertThat(soundOffer.manualEntryAllowed()).isFalse();
            assertThat(soundResolutions.values().stream().filter(r -> r instanceof Resolution.Usable))
                    .hasSize(tampered.sendable.size() - 1);
            new Look(running, new Tampering("nothing", Optional.empty(), newest, Set.of()), "at first", Set.of()).all();
            assertThat(violations).isEmpty();
        }

        /** What is undone is as good as not done. */
        void requireSoundEnd() throws SQLException {
            assertThat(tables.read()).isEqualTo(newest);
            new Look(running, new Tampering("nothing", Optional.empty(), newest, Set.of()), "at last", Set.of()).all();
            running.close();
        }

        void of(Tampering tampering, Moment moment) throws SQLException {
            State after = moment == Moment.BEFORE_A_START ? tampering.after() : noticed(tampering.after());
            try (EmailServiceRegistry fresh = tampered.registry()) {
                if (moment == Moment.BEFORE_OTHER_DECISIONS) {
                    fresh.offer();
                }
                try {
                    tables.write(newest, after);
                } catch (SQLException e) {
                    return; // The database does not take it.
                }
                done.add(tampering);
                Set<Leeway> leeway = tampering.leeway().stream()
                        .filter(l -> moment == Moment.BEFORE_A_START || l == Leeway.FORMER_ACCOUNT)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                if (tampering
                        .column()
                        .filter(c -> c.toString().equals(FORMER_PASSWORD))
                        .isPresent()) {
                    leeway.add(Leeway.FORMER_ACCOUNT);
                }
                if (moment == Moment.BEFORE_OTHER_DECISIONS) {
                    decide(fresh);
                }
                new Look(moment == Moment.UNDER_A_RUNNING_NODE ? running : fresh, tampering, moment.name(), leeway)
                        .all();
            }
            tables.write(tables.read(), newest);
            recover();
        }

        /**
         * Lets the running node see the newest rows again: each tampering has the same version of the catalog, so that
         * it would keep the rows of the last one. If its tenant was gone, it notices at the first call.
         */
        private void recover() {
            try {
                running.offer();
            } catch (StoreException e) {
                running.offer();
            }
        }

        /** The state with another version of the catalog, which makes nodes look at all of it. */
        private State noticed(State after) {
            Optional<Object> revision = Tampered.tenant(newest).flatMap(row -> row.get("revision"));
            return Tampered.tenant(after)
                    .filter(row -> row.get("revision").equals(revision))
                    .map(row -> after.with(row, row.with("revision", revision.map(number -> (Long) number + 1))))
                    .orElse(after);
        }

        /** Some are refused: the administrator has to decide about what was tampered with first. */
        private void decide(EmailServiceRegistry registry) {
            Administration admin = registry.administration("root");
            for (Runnable decision : List.<Runnable>of(
                    () -> admin.hide(tampered.other.id()),
                    () -> admin.show(tampered.other.id()),
                    () -> admin.reseal(PageRequest.first(PageRequest.MAXIMUM_LIMIT)))) {
                try {
                    decision.run();
                } catch (RuntimeException e) {
                    assertThat(e).isNotInstanceOf(NullPointerException.class);
                }
            }
        }

        /** What one node makes of the tables. */
        private final class Look {
            private final EmailServiceRegistry registry;
            private final Tampering tampering;
            private final String moment;
            private final Set<Leeway> leeway;
            private final boolean stopsAll;
            private final Set<String> touchedServices;
            private final Set<String> touchedAccounts;

            Look(EmailServiceRegistry registry, Tampering tampering, String moment, Set<Leeway> leeway) {
                this.registry = registry;
                this.tampering = tampering;
                this.moment = moment;
                this.leeway = leeway;
                stopsAll = tampering.stopsAll(tables, newest);
                touchedServices = touched("email_registry_service");
                touchedAccounts = touched("email_registry_account");
            }

            private Set<String> touched(String table) {
                return Stream.concat(
                                newest.lackedBy(tampering.after()).stream(),
                                tampering.after().lackedBy(newest).stream())
                        .filter(row -> row.table().equals(table))
                        .map(row -> row.text("id"))
                        .collect(Collectors.toSet());
            }

            void all() {
                answer("offer", registry::offer).ifPresent(this::offer);
                answer("catalog", () -> registry.administration("root").catalog())
                        .ifPresent(this::catalog);
                answer("check", registry::check);
                accounts();
                intrude();
            }

            private void violation(String what) {
                violations.add(moment + ": " + tampering.what() + ": " + what);
            }

            private <T> Optional<T> answer(String call, Supplier<T> supplier) {
                try {
                    return Optional.of(supplier.get());
                } catch (StoreException e) {
                    if (!stopsAll) {
                        violation(call + " failed: " + e);
                    }
                } catch (RuntimeException e) {
                    violation(call + " failed: " + e);
                }
                return Optional.empty();
            }

            private void offer(Offer offer) {
                if (stopsAll) {
                    return; // The catalog of another tenant, or none.
                }
                for (EmailService service : offer.services()) {
                    leadsWhereConfirmed(service);
                    if (hiddenOrRemoved(service.id())) {
                        violation(service.name() + " is on offer");
                    }
                }
                if (offer.manualEntryAllowed() && !leeway.contains(Leeway.FORMER_MANUAL_ENTRY)) {
                    violation("manual entry is allowed");
                }
                untouched(soundOffer.services())
                        .filter(id -> !ids(offer.services()).contains(id))
                        .forEach(id -> violation(id + " is not on offer any more"));
            }

            private boolean hiddenOrRemoved(ServiceId id) {
                if (id.equals(Tampered.HIDDEN_STANDARD.id()) && leeway.contains(Leeway.NO_DECISION)) {
                    return false;
                }
                return !leeway.contains(Leeway.FORMER_SERVICE)
                        && !ids(soundOffer.services()).contains(id);
            }

            private void leadsWhereConfirmed(EmailService service) {
                var confirmed = tampered.confirmed.getOrDefault(service.id(), List.of());
                int known = leeway.contains(Leeway.FORMER_SERVICE) ? confirmed.size() : 1;
                if (confirmed.stream().limit(known).noneMatch(service.servers()::equals)) {
                    violation(service.name() + " leads to " + service.servers());
                }
            }

            private void catalog(Catalog catalog) {
                catalog.services().forEach(this::leadsWhereConfirmed);
                untouched(soundCatalog.services())
                        .filter(id -> !ids(catalog.services()).contains(id))
                        .forEach(id -> violation(id + " is not in the catalog any more"));
                Set<ServiceId> known = new LinkedHashSet<>(ids(catalog.services()));
                catalog.invalid().forEach(invalid -> known.add(invalid.id()));
                newest.of("email_registry_service").stream()
                        .filter(row ->
                                !stopsAll && tables.find(tampering.after(), row).isPresent())
                        .map(row -> new ServiceId(row.text("id")))
                        .filter(id -> ids(soundCatalog.services()).contains(id) && !known.contains(id))
                        .forEach(id -> violation(id + " is off without a reason"));
            }

            private Stream<ServiceId> untouched(List<EmailService> services) {
                return stopsAll
                        ? Stream.empty()
                        : ids(services).stream().filter(id -> !touchedServices.contains(id.value()));
            }

            private static Set<ServiceId> ids(List<EmailService> services) {
                return services.stream().map(EmailService::id).collect(Collectors.toSet());
            }

            private void accounts() {
                Set<AccountId> ids = new LinkedHashSet<>(tampered.sendable.keySet());
                answer("accounts", () -> registry.accounts().all(PageRequest.first(PageRequest.MAXIMUM_LIMIT)))
                        .ifPresent(page ->
                                page.items().stream().map(MailAccount::id).forEach(ids::add));
                Map<AccountId, Resolution> found = answer(
                                "resolve", () -> registry.accounts().resolveAll(ids))
                        .orElse(Map.of());
                ids.forEach(id -> account(id, Optional.ofNullable(found.get(id))));
            }

            private void account(AccountId id, Optional<Resolution> resolution) {
                boolean touched = stopsAll
                        || touchedAccounts.contains(id.value())
                        || service(id).filter(touchedServices::contains).isPresent();
                Resolution sound = soundResolutions.get(id);
                if (!touched
                        && sound != null
                        && !resolution.map(r -> same(r, sound)).orElse(false)) {
                    violation("account " + id + " was not touched, and is " + resolution);
                }
                if (resolution.isPresent() && resolution.get() instanceof Resolution.Usable usable) {
                    Optional<Given> opened = open(usable);
                    if (opened.isEmpty() && !touched) {
                        violation("account " + id + " was not touched, and does not open");
                    }
                    opened.filter(given -> !maySend(id, given))
                            .ifPresent(given -> violation("account " + id + " sends " + given));
                }
            }

            private Optional<Given> open(Resolution.Usable usable) {
                try (Credentials credentials = registry.accounts().credentials(usable)) {
                    MailAccount account = usable.account();
                    String password =
                            ((Credentials.Password) credentials).secret().use(String::valueOf);
                    return Optional.of(new Given(
                            account.owner().value(),
                            account.address(),
                            credentials.login().equals(usable.login()) ? usable.login() : "two logins",
                            usable.userName(MailProtocol.SMTP),
                            password,
                            usable.settings(),
                            usable.origin(),
                            usable.trustedCertificates().isPresent()));
                } catch (CipherException | AccountUnusableException e) {
                    return Optional.empty();
                }
            }

            private boolean maySend(AccountId id, Given given) {
                return tampered.sendable.getOrDefault(id, List.of()).stream()
                        .anyMatch(s -> s.given().equals(given) && leeway.containsAll(s.needs()));
            }

            /** Users cannot enter where an administrator forbade it. */
            private void intrude() {
                if (stopsAll) {
                    return;
                }
                Credentials credentials = Credentials.password("intruder", Secret.of("intruder"));
                if (!leeway.contains(Leeway.FORMER_SERVICE)) {
                    connect("hidden", ConnectRequest.toService(tampered.hidden.id(), credentials));
                    connect("removed", ConnectRequest.toService(tampered.removed.id(), credentials));
                    if (!leeway.contains(Leeway.NO_DECISION)) {
                        connect(
                                "hidden standard",
                                ConnectRequest.toService(Tampered.HIDDEN_STANDARD.id(), credentials));
                    }
                }
                if (!leeway.contains(Leeway.FORMER_MANUAL_ENTRY)) {
                    connect(
                            "manual",
                            ConnectRequest.manual(credentials)
                                    .withSmtp("smtp.evil.example:465", ConnectionSecurity.TLS)
                                    .withImap("imap.evil.example:993", ConnectionSecurity.TLS));
                }
            }

            private void connect(String where, ConnectRequest request) {
                try {
                    registry.accounts().connect(new UserId("intruder"), request.withAddress("intruder@acme.example"));
                    violation("a user is let in: " + where);
                } catch (NotOfferedException | UnknownServiceException e) {
                    // As it should be.
                } catch (RuntimeException e) {
                    if (!stopsAll || !(e instanceof StoreException)) {
                        violation("a user who goes to " + where + " gets " + e);
                    }
                }
            }

            private Optional<String> service(AccountId id) {
                return Optional.ofNullable(soundResolutions.get(id))
                        .flatMap(sound -> sound.account().service())
                        .map(ServiceId::value);
            }

            private static boolean same(Resolution one, Resolution two) {
                if (one instanceof Resolution.Usable a && two instanceof Resolution.Usable b) {
                    return a.settings().equals(b.settings())
                            && a.login().equals(b.login())
                            && a.userName(MailProtocol.SMTP).equals(b.userName(MailProtocol.SMTP))
                            && a.trustedCertificates().equals(b.trustedCertificates());
                }
                return one.kind() == two.kind();
            }
        }
    }
}
