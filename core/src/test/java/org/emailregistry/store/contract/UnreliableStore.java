package org.emailregistry.store.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.StoreException;

/** A line to a store that can be cut, or lose an answer on its way back. Thread-safe. */
final class UnreliableStore {
    private final RegistryStore store;
    private volatile boolean cut;
    private volatile String losesAnswerOf = "";
    private final Map<String, Object> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();

    UnreliableStore(RegistryStore store) {
        this.store = store;
    }

    /** The store as it is seen through the line. */
    RegistryStore store() {
        return (RegistryStore) Proxy.newProxyInstance(
                RegistryStore.class.getClassLoader(), new Class<?>[] {RegistryStore.class}, this::call);
    }

    private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean askedLocally = method.getName().equals("tenant")
                || method.getName().equals("persistent")
                || method.getName().equals("close");
        if (cut && !askedLocally) {
            throw new StoreException(StoreException.Kind.UNAVAILABLE, "The line is cut.", null);
        }
        Runnable faster = before.remove(method.getName());
        if (faster != null) {
            faster.run();
        }
        Object refusal = refusals.get(method.getName());
        if (refusal != null) {
            refused.incrementAndGet();
            return refusal;
        }
        Object answer;
        try {
            answer = method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
        if (method.getName().equals(losesAnswerOf)) {
            losesAnswerOf = "";
            throw new StoreException(StoreException.Kind.OUTCOME_UNKNOWN, "The answer was lost.", null);
        }
        return answer;
    }

    void cut() {
        cut = true;
    }

    void repair() {
        cut = false;
    }

    /** Lets somebody else be faster, whenever a method is called. */
    void refuse(String method, Object answer) {
        refusals.put(method, answer);
    }

    /** Lets something happen just before the next call of a method. */
    void beforeNext(String method, Runnable action) {
        before.put(method, action);
    }

    /** How many calls were refused since this was asked last. */
    int refused() {
        return refused.getAndSet(0);
    }

    /** Lets the next call of a method be done, but not answered. */
    void loseNextAnswerOf(String method) {
        losesAnswerOf = method;
    }
}
