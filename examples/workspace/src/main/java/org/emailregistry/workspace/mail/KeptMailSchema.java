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
 * Creates the application's tables. If two nodes start at the same instant on an empty PostgreSQL, both find the tables
 * missing, and the later one fails in spite of {@code IF NOT EXISTS} as soon as the other has committed. So it tries again.
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
        // All tables in one transaction, so that a node that lost the race for one table then finds all of them.
        var transaction = new TransactionTemplate(new JdbcTransactionManager(getDataSource()));
        try {
            transaction.executeWithoutResult(status -> super.runScripts(scripts));
        } catch (ScriptException e) {
            transaction.executeWithoutResult(status -> super.runScripts(scripts));
        }
    }
}
