package org.emailregistry.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a statement, one per value. */
final class StatementParameters extends Parameters {
    private final PreparedStatement statement;
    private final Dialect dialect;
    private int last;

    StatementParameters(PreparedStatement statement, Dialect dialect) {
        this.statement = statement;
        this.dialect = dialect;
    }

    @Override
    Parameters key(String key) throws SQLException {
        dialect.setKey(statement, ++last, key);
        return this;
    }

    @Override
    Parameters text(@Nullable String text) throws SQLException {
        statement.setString(++last, text);
        return this;
    }

    @Override
    Parameters bytes(byte @Nullable [] bytes) throws SQLException {
        statement.setBytes(++last, bytes);
        return this;
    }

    @Override
    Parameters number(long number) throws SQLException {
        statement.setLong(++last, number);
        return this;
    }

    @Override
    Parameters noNumber() throws SQLException {
        statement.setNull(++last, Types.BIGINT);
        return this;
    }
}
