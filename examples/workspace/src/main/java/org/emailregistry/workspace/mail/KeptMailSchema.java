package org.emailregistry.workspace.mail;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.ApplicationDataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.jdbc.datasource.init.ScriptException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the application's tables. Of two nodes that start at the same instant on an empty PostgreSQL, both find them missing,
 * {@code IF NOT EXISTS} or not, and the one that is later fails as soon as the other has committed. So it looks once more.
 */
@Component
class KeptMailSchema extends ApplicationDataSourceScriptDatabaseInitializer {
    KeptMailSchema(DataSource dataSource) {
        super(dataSource, settings());
    }

    private static DatabaseInitializationSettings settings() {
        var settings = new DatabaseInitializationSettings();
        settings.setSchemaLocations(List.of("classpath:schema.sql"));
        settings.setMode(DatabaseInitializationMode.ALWAYS);
        return settings;
    }

    @Override
    protected void runScripts(Scripts scripts) {
        // All tables at once, so that whoever has lost the race for one of them finds all of them.
        var transaction = new TransactionTemplate(new JdbcTransactionManager(getDataSource()));
        try {
            transaction.executeWithoutResult(status -> super.runScripts(scripts));
        } catch (ScriptException e) {
            transaction.executeWithoutResult(status -> super.runScripts(scripts));
        }
    }
}
