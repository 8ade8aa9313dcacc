package org.emailregistry.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sits between the store and a real data source, sees every JDBC call, and can let one of them go wrong. Thread-safe. */
final class Tap {
    private static final Map<Class<?>, Class<?>> WATCHED = Map.of(
            DataSource.class, DataSource.class,
            Connection.class, Connection.class,
            PreparedStatement.class, PreparedStatement.class,
            Statement.class, Statement.class,
            ResultSet.class, ResultSet.class);

    private final DataSource real;
    private final List<Call> calls = new ArrayList<>();
    private final List<String> spoiled = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Valve valve = (call, going) -> going.proceed();

    Tap(DataSource real) {
        this.real = real;
    }

    /**
     * A call that the store makes.
     *
     * @param number 1 for the first since {@link #reset}
     * @param name of the method
     * @param arguments what it was given
     * @param sql of the statement, if it is one of a prepared statement
     */
    record Call(int number, String name, List<Object> arguments, String sql) {
        boolean executes() {
            return name.startsWith("execute");
        }

        boolean asksTheDatabase() {
            return executes() || name.equals("commit") || name.equals("rollback");
        }
    }

    /** The real call. */
    interface Going {
        Object proceed() throws Throwable;

        /** Ends the connection that the call is made on, as if the network had gone. */
        void cut() throws SQLException;
    }

    /** What a connection is set to, as far as it can be asked without asking the database. */
    private record Settings(boolean autoCommit, boolean readOnly, int networkTimeout) {
        static Settings of(Connection connection) throws SQLException {
            return new Settings(connection.getAutoCommit(), connection.isReadOnly(), connection.getNetworkTimeout());
        }
    }

    /** What happens in place of a call. */
    @FunctionalInterface
    interface Valve {
        Object pass(Call call, Going going) throws Throwable;
    }

    DataSource dataSource() {
        return (DataSource) watch(DataSource.class, real, "", null);
    }

    /** Begins to count anew, and lets everything pass. */
    void reset() {
        through((call, going) -> going.proceed());
    }

    /** Begins to count anew, with a valve. */
    synchronized void through(Valve next) {
        valve = next;
        calls.clear();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The statements since {@link #reset}, in order. */
    List<String> statements() {
        return calls().stream().filter(Call::executes).map(Call::sql).toList();
    }

    long count(String method) {
        return calls().stream().filter(call -> call.name().equals(method)).count();
    }

    /** How many connections are not given back. */
    int open() {
        return open.get();
    }

    /** The connections that were given back alive, but not as they came. */
    List<String> spoiled() {
        return List.copyOf(spoiled);
    }

    private Object watch(Class<?> type, Object target, String sql, @Nullable Loan loan) {
        InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments, sql, loan);
        return Proxy.newProxyInstance(Tap.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    /** A connection that the store has. */
    private static final class Loan {
        final Connection connection;
        final Settings before;
        boolean aborted;

        Loan(Connection connection) throws SQLException {
            this.connection = connection;
            this.before = Settings.of(connection);
        }
    }

    private Object call(Object target, Method method, Object[] arguments, String sql, @Nullable Loan loan)
            throws Throwable {
        boolean namesSql =
                method.getName().startsWith("prepare") || method.getName().startsWith("execute");
        String text = namesSql && arguments != null ? (String) arguments[0] : sql;
        Call call;
        synchronized (this) {
            call = new Call(
                    calls.size() + 1, method.getName(), arguments == null ? List.of() : Arrays.asList(arguments), text);
            calls.add(call);
        }
        var going = new Going() {
            @Override
            public Object proceed() throws Throwable {
                return invoke(target, method, arguments);
            }

            @Override
            public void cut() throws SQLException {
                if (loan != null) {
                    loan.aborted = true;
                    loan.connection.unwrap(Connection.class).abort(Runnable::run);
                }
            }
        };
        if (target instanceof Connection) {
            see(method.getName(), loan);
        }
        Object result = valve.pass(call, going);
        Class<?> watched = WATCHED.get(method.getReturnType());
        if (result == null || watched == null) {
            return result;
        }
        if (result instanceof Connection connection && target instanceof DataSource) {
            Loan lent = lend(connection);
            open.incrementAndGet();
            return watch(watched, result, text, lent);
        }
        return watch(watched, result, text, loan);
    }

    /** A pool may hand out a connection that has just died: it goes back before anybody has it. */
    private static Loan lend(Connection connection) throws SQLException {
        try {
            return new Loan(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void see(String method, @Nullable Loan loan) throws SQLException {
        if (loan == null) {
            return;
        }
        if (method.equals("abort")) {
            loan.aborted = true;
        }
        if (method.equals("close")) {
            open.decrementAndGet();
            if (!loan.aborted
                    && !loan.connection.isClosed()
                    && !Settings.of(loan.connection).equals(loan.before)) {
                spoiled.add(Settings.of(loan.connection) + " was " + loan.before);
            }
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
