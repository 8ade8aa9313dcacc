package org.emailregistry.store.contract;

/**
 * All laws of the registry, to be run over a store. Implement it in a test class:
 *
 * <pre>{@code
 * class MyStoreTest implements RegistryStoreContract {
 *   public Database newDatabase() {
 *     return MyStore::new;
 *   }
 * }
 * }</pre>
 */
public interface RegistryStoreContract
        extends NameContract,
                CatalogContract,
                HidingContract,
                EditContract,
                RemovalContract,
                AccountContract,
                CutContract,
                HistoryContract,
                StoredRowsContract,
                SealingContract,
                BindingContract,
                ProbingContract,
                MaintenanceContract,
                InputContract,
                OutageContract,
                RaceContract,
                JobContract,
                SequenceContract,
                RegistryStoreSpiContract,
                LoginFailuresSpiContract,
                LoginFailuresContract,
                AlarmContract,
                AccountEventContract,
                ManualAccountsContract,
                LifecycleContract,
                RowProofContract {}
