package org.emailregistry.store.contract;

/** What a part of the contract needs from the store that it tests. */
interface NeedsDatabase {
    /** An empty database. Called once a test and once a try of a property. */
    Database newDatabase();
}
