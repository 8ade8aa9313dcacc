package org.emailregistry.store.contract;

/**
 * All laws of the registry that concern every store, to be run over one store. Implement it in a test class. Each call
 * of {@code newDatabase} returns a database of its own:
 *
 * <pre>{@code
 * class MyStoreTest implements RegistryStoreContract {
 *   public Database newDatabase() {
 *     var tables = new MyTables(); // empty, shared by the stores of all nodes
 *     return () -> new MyStore(tables);
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
                UserNameContract,
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
