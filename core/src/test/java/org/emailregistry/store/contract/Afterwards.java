package org.emailregistry.store.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.emailregistry.store.RegistryStore;

/** Something that is done after each call of a store, before its answer arrives. */
interface Afterwards {
    /** Does it; {@code call} is the name of the method. */
    void after(String call) throws InterruptedException;

    /** The store, with it. */
    default RegistryStore on(RegistryStore store) {
        return (RegistryStore) Proxy.newProxyInstance(
                RegistryStore.class.getClassLoader(),
                new Class<?>[] {RegistryStore.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(store, arguments);
                        after(method.getName());
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }
}
