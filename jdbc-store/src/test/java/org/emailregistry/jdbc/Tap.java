package org.emailregistry.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Sits between the store and a real data source, sees every JDBC call, and can let one of them go wrong. Thread-safe. */
final class Tap {
    private static final Map<Class<?>, Class<?>> WATCHED = Map.of(
            DataSource.class, DataSource.class,
            Connection.class, Connection.class,
            PreparedStatement.class, PreparedStatement.class,
            Statement.class, Statement.class,
            ResultSet.class, ResultSet.class);

    private final DataSource real;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Valve valve = (call, go) -> go.proceed();

    Tap(DataSource real) {
        this.real = real;
    }

    /**
     * A call that the store makes.
     *
     * @param number 1 for the first since {@link #reset}
     * @param name of the method
     * @param sql of the statement, if it is one of a prepared statement
     */
    record Call(int number, String name, String sql) {
        boolean executes() {
            return name.startsWith("execute");
        }
    }

    /** The real call. */
    @FunctionalInterface
    interface Going {
        Object proceed() throws Throwable;
    }

    /** What happens in place of a call. */
    @FunctionalInterface
    interface Valve {
        Object pass(Call call, Going going) throws Throwable;
    }

    DataSource dataSource() {
        return (DataSource) watch(DataSource.class, real, "");
    }

    /** Begins to count anew, and lets everything pass. */
    void reset() {
        through((call, going) -> going.proceed());
    }

    /** Begins to count anew, with a valve. */
    void through(Valve next) {
        valve = next;
        calls.clear();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The statements since {@link #reset}, in order. */
    List<String> statements() {
        return calls.stream().filter(Call::executes).map(Call::sql).toList();
    }

    long count(String method) {
        return calls.stream().filter(call -> call.name().equals(method)).count();
    }

    private Object watch(Class<?> type, Object target, String sql) {
        InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments, sql);
        return Proxy.newProxyInstance(Tap.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private Object call(Object target, Method method, Object[] arguments, String sql) throws Throwable {
        boolean namesSql =
                method.getName().startsWith("prepare") || method.getName().startsWith("execute");
        String text = namesSql && arguments != null ? (String) arguments[0] : sql;
        Call call;
        synchronized (this) {
            call = new Call(calls.size() + 1, method.getName(), text);
            calls.add(call);
        }
        Object result = valve.pass(call, () -> invoke(target, method, arguments));
        Class<?> watched = WATCHED.get(method.getReturnType());
        return result == null || watched == null ? result : watch(watched, result, text);
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
