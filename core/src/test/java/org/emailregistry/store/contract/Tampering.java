package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;

/** Writes into the database past the registry, as somebody could who has no key. */
final class Tampering {
    private Tampering() {}

    static ServiceDefinition definition(RegistryStore store, ServiceId id) {
        return row(store.catalog(), id).definition().orElseThrow();
    }

    private static ServiceRow row(CatalogState state, ServiceId id) {
        return state.services().stream()
                .filter(service -> service.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static ServiceRow row(RegistryStore store, ServiceId id) {
        return row(store.catalog(), id);
    }

    /** Makes a damage of a row out of a damage of the definition in it. */
    static UnaryOperator<ServiceRow> inDefinition(UnaryOperator<ServiceDefinition> damage) {
        return row -> new ServiceRow(
                row.id(),
                row.definition().map(damage),
                row.hidden(),
                row.revision(),
                row.removedAt(),
                row.terms(),
                row.proof());
    }

    static void rewrite(RegistryStore store, ServiceId id, UnaryOperator<ServiceDefinition> damage) {
        rewriteRow(store, id, inDefinition(damage));
    }

    static void rewriteRow(RegistryStore store, ServiceId id, UnaryOperator<ServiceRow> damage) {
        put(store, damage.apply(row(store, id)));
    }

    /** Stores a row as it is. The revision of the catalog rises, so that running nodes look at it. */
    static void put(RegistryStore store, ServiceRow damaged) {
        commit(store, List.of(damaged), Optional.empty());
    }

    /** Stores a setting of manual entry as it is. */
    static void put(RegistryStore store, ManualEntryRow damaged) {
        commit(store, List.of(), Optional.of(damaged));
    }

    /** Stores the revision of the catalog. */
    static void setRevision(RegistryStore store, long revision) {
        commit(store, List.of(), Optional.empty(), revision);
    }

    private static void commit(RegistryStore store, List<ServiceRow> services, Optional<ManualEntryRow> manualEntry) {
        commit(store, services, manualEntry, store.version().revision() + 1);
    }

    private static void commit(
            RegistryStore store, List<ServiceRow> services, Optional<ManualEntryRow> manualEntry, long revision) {
        CatalogState state = store.catalog();
        var next = new CatalogVersion(revision, "damage " + state.version().revision());
        var change = new Change(
                next.revision(),
                state.changedAt(),
                "nobody",
                Change.Kind.EDITED,
                Optional.empty(),
                "",
                Map.of(),
                Map.of(),
                List.of(),
                "");
        assertThat(store.commit(new CatalogCommit(
                        state.version(),
                        next,
                        state.changedAt(),
                        next.commitId(),
                        services,
                        manualEntry,
                        List.of(),
                        List.of(change))))
                .isEqualTo(CommitResult.COMMITTED);
    }

    static AccountRow account(RegistryStore store, AccountId id) {
        return store.account(id).orElseThrow().account();
    }

    static void rewrite(RegistryStore store, AccountId id, UnaryOperator<AccountRow> damage) {
        AccountRow row = account(store, id);
        AccountRow next = damage.apply(row);
        assertThat(store.replace(row, next)).isTrue();
    }

    /** The same row under another owner, who comes in through the door as anybody would. */
    static void giveTo(RegistryStore store, AccountId id, UserId owner) {
        AccountRow row = account(store, id);
        AccountRow next = with(row, owner, row.login(), row.origin(), row.service(), row.manual(), row.credentials());
        assertThat(store.delete(row)).isTrue();
        assertThat(store.insert(next, store.door(row.door()).serviceRevision(), Integer.MAX_VALUE))
                .isEqualTo(InsertResult.INSERTED);
    }

    static ServiceDefinition with(ServiceDefinition d, String name, SettingsRow servers) {
        return new ServiceDefinition(
                name,
                servers,
                d.authenticationMethods(),
                d.domains(),
                d.trustedCertificates(),
                d.formerDestinations(),
                d.version());
    }

    static ServiceDefinition former(ServiceDefinition d, List<String> former) {
        return new ServiceDefinition(
                d.name(),
                d.servers(),
                d.authenticationMethods(),
                d.domains(),
                d.trustedCertificates(),
                former,
                d.version());
    }

    static ServiceDefinition imap(ServiceDefinition d, String address, String security, String login) {
        return with(d, d.name(), new SettingsRow(d.servers().smtp(), new ServerRow(address, security, login)));
    }

    static ServiceDefinition imap(ServiceDefinition d, String address, String security) {
        return imap(d, address, security, "AS_TYPED");
    }

    static ServiceDefinition smtp(ServiceDefinition d, String address, String security) {
        return with(
                d,
                d.name(),
                new SettingsRow(
                        new ServerRow(address, security, "AS_TYPED"),
                        d.servers().imap()));
    }

    static AccountRow withSmtpLogin(AccountRow row, Optional<String> smtpLogin) {
        return new AccountRow(
                row.id(),
                row.owner(),
                row.address(),
                row.login(),
                smtpLogin,
                row.service(),
                row.manual(),
                row.origin(),
                row.credentials(),
                row.loginFailures(),
                row.generation(),
                row.version() + 1,
                "damage",
                row.createdAt(),
                row.changedAt());
    }

    static AccountRow with(
            AccountRow row,
            Optional<ServiceId> service,
            Optional<SettingsRow> manual,
            Optional<SealedCredentials> sealed) {
        return with(row, row.owner(), row.login(), row.origin(), service, manual, sealed);
    }

    static AccountRow with(
            AccountRow row,
            UserId owner,
            String login,
            String origin,
            Optional<ServiceId> service,
            Optional<SettingsRow> manual,
            Optional<SealedCredentials> sealed) {
        return new AccountRow(
                row.id(),
                owner,
                row.address(),
                login,
                row.smtpLogin(),
                service,
                manual,
                origin,
                sealed,
                row.loginFailures(),
                row.generation(),
                row.version() + 1,
                "damage",
                row.createdAt(),
                row.changedAt());
    }
}
