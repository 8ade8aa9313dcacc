package org.emailregistry.store.contract;

import org.emailregistry.inmemory.InMemoryRegistryStore;
import org.emailregistry.store.RegistryStore;

/**
 * The parts of the contract that kill mutations of the root package, each a class of its own: JUnit finds a test that is run
 * by itself in a time that grows with the square of the methods of its class. {@code PartsInMemoryTest} compares them with the
 * contract. Only mutation runs have a use for these; {@code InMemoryRegistryStoreTest} runs all parts.
 */
interface PartsInMemory extends NeedsDatabase {
    @Override
    default Database newDatabase() {
        RegistryStore store = new InMemoryRegistryStore();
        return () -> store;
    }
}

class AccountEventInMemory implements AccountEventContract, PartsInMemory {}

class AccountInMemory implements AccountContract, PartsInMemory {}

class AlarmInMemory implements AlarmContract, PartsInMemory {}

class BindingInMemory implements BindingContract, PartsInMemory {}

class CatalogInMemory implements CatalogContract, PartsInMemory {}

class CutInMemory implements CutContract, PartsInMemory {}

class EditInMemory implements EditContract, PartsInMemory {}

class HidingInMemory implements HidingContract, PartsInMemory {}

class HistoryInMemory implements HistoryContract, PartsInMemory {}

class InputInMemory implements InputContract, PartsInMemory {}

class JobInMemory implements JobContract, PartsInMemory {}

class LifecycleInMemory implements LifecycleContract, PartsInMemory {}

class MaintenanceInMemory implements MaintenanceContract, PartsInMemory {}

class ManualAccountsInMemory implements ManualAccountsContract, PartsInMemory {}

class NameInMemory implements NameContract, PartsInMemory {}

class OutageInMemory implements OutageContract, PartsInMemory {}

class ProbingInMemory implements ProbingContract, PartsInMemory {}

class RaceInMemory implements RaceContract, PartsInMemory {}

class RemovalInMemory implements RemovalContract, PartsInMemory {}

class RowProofInMemory implements RowProofContract, PartsInMemory {}

class SealingInMemory implements SealingContract, PartsInMemory {}

class LoginFailuresInMemory implements LoginFailuresContract, PartsInMemory {}

class StoredRowsInMemory implements StoredRowsContract, PartsInMemory {}

class UserNameInMemory implements UserNameContract, PartsInMemory {}
