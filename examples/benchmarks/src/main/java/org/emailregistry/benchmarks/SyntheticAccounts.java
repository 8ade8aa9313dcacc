package org.emailregistry.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.emailregistry.Adoption;
import org.emailregistry.AdoptionResult;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.jdbc.JdbcRegistryStore;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;

/** Synthetic accounts: the same ones in the library's tables and in those of the peers. */
final class SyntheticAccounts {
    private static final int BATCH = 1_000;
    private static final byte[] KEY = new byte[32];

    private SyntheticAccounts() {}

    static AesGcmCredentialCipher cipher() {
        return AesGcmCredentialCipher.builder().key("benchmark", KEY).build();
    }

    static String id(int number) {
        return "0199f3d2-7c5e-7000-8000-"
                + String.valueOf(1_000_000_000_000L + number).substring(1);
    }

    static List<AccountId> ids(int from, int count) {
        List<AccountId> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(new AccountId(id(from + i)));
        }
        return ids;
    }

    /** Fills both sets of tables with some services and with accounts, spread over the services. */
    static void fill(HikariDataSource pool, int accounts, int services) throws SQLException {
        var store = JdbcRegistryStore.builder(pool).build();
        store.createSchema();
        try (var registry = EmailServiceRegistry.builder(store).cipher(cipher()).build()) {
            List<ServiceId> ids = new ArrayList<>();
            for (int i = 0; i < services; i++) {
                ids.add(registry.administration("benchmark").add(draft(i)).id());
            }
            for (int from = 0; from < accounts; from += BATCH) {
                requireAdopted(registry.administration("benchmark").adopt(adoptions(from, BATCH, ids)));
            }
        }
        Postgres.execute(
                pool,
                PeerAccount.TABLES,
                "INSERT INTO peer_service SELECT id, name, 'smtp.s.example', 465, smtp_security, 'imap.s.example', 993,"
                        + " imap_security FROM email_registry_service",
                "INSERT INTO peer_account SELECT id, owner, address, login, service, credentials_secret, generation"
                        + " FROM email_registry_account",
                "VACUUM ANALYZE");
    }

    static ServiceDraft draft(int number) {
        return ServiceDraft.named("Service " + number)
                .withSmtp("smtp.s" + number + ".example:465", ConnectionSecurity.TLS)
                .withImap("imap.s" + number + ".example:993", ConnectionSecurity.TLS);
    }

    static List<Adoption> adoptions(int from, int count, List<ServiceId> services) {
        List<Adoption> adoptions = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            String login = "user" + i + "@mail.example";
            adoptions.add(new Adoption(
                    new UserId("user-" + i),
                    new AccountId(id(i)),
                    ConnectRequest.toService(
                            services.get(i % services.size()),
                            Credentials.password(login, Secret.of("password of user " + i)))));
        }
        return adoptions;
    }

    static void requireAdopted(List<AdoptionResult> results) {
        for (AdoptionResult result : results) {
            if (result.outcome() != AdoptionResult.Outcome.ADOPTED) {
                throw new IllegalStateException(result.toString());
            }
        }
    }
}
