package org.emailregistry;

import java.util.Optional;
import org.emailregistry.account.TokenSource;
import org.emailregistry.internal.Ids;
import org.emailregistry.internal.account.AccountWriter;
import org.emailregistry.internal.account.Adopter;
import org.emailregistry.internal.account.Attacher;
import org.emailregistry.internal.account.LoginReports;
import org.emailregistry.internal.account.Probing;
import org.emailregistry.internal.account.Resealer;
import org.emailregistry.internal.decision.CatalogWriter;
import org.emailregistry.internal.decision.Checkup;
import org.emailregistry.internal.decision.History;
import org.emailregistry.internal.decision.Planner;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.vault.Vault;
import org.emailregistry.internal.watch.AccountEvents;
import org.emailregistry.internal.watch.Listeners;
import org.emailregistry.internal.watch.PollSchedule;
import org.emailregistry.internal.watch.Watches;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.store.RegistryStore;

/**
 * The components of one registry, wired by {@link EmailServiceRegistry.Builder#build} and shared by
 * {@link EmailServiceRegistry}, {@link Administration} and {@link MailAccounts}.
 */
record Parts(
        RegistryStore store,
        CatalogCache cache,
        ConnectionPolicy policy,
        NetworkGuard guard,
        Optional<TokenSource> tokens,
        Planner planner,
        CatalogWriter writer,
        AccountReader reader,
        AccountWriter entrance,
        LoginReports reports,
        Adopter adopter,
        Resealer resealer,
        Attacher attacher,
        Vault vault,
        History history,
        Checkup checkup,
        Ids ids,
        Probing tests,
        Watches watches,
        PollSchedule pulse,
        AccountEvents events,
        Listeners<ServiceAlarm> alarms) {}
