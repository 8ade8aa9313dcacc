package org.emailregistry.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.emailregistry.CatalogUpdate;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.inmemory.InMemoryRegistryStore;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The cost of reading the list of services. With more than one reader, another thread edits the list continuously. */
@State(Scope.Benchmark)
public class OfferBenchmark {
    private static final int READERS = 64;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final long STALENESS_NANOS = 1_000_000_000;

    /** The number of services. */
    @Param({"20", "1000"})
    public int services = 20;

    private final EmailServiceRegistry registry =
            EmailServiceRegistry.builder(new InMemoryRegistryStore()).build();
    private final Map<ServiceId, EmailService> map = new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private List<EmailService> guarded = List.of();
    private volatile List<EmailService> current = List.of();
    private volatile long readAt = System.nanoTime();
    private volatile Thread editor = new Thread(this::edit);

    static void print(Mode mode) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("volatileRead", "plain volatile read");
        rows.put("volatileReadAndClock", "volatile read and System.nanoTime");
        rows.put("ours", "EmailServiceRegistry.offer");
        rows.put("concurrentMap", "ConcurrentHashMap copied to a list");
        rows.put("readWriteLock", "ReentrantReadWriteLock");
        JmhRun run = new JmhRun(OfferBenchmark.class, mode)
                .run(1, parameters -> parameters.apply("services") + " services")
                .run(READERS, parameters -> parameters.apply("services") + ", 64 readers and an editor");
        run.table("offer, ns / bytes per operation and thread", rows)
                .row("ours : plain volatile read, time", run.ratios("ours", "volatileRead"))
                .row("ours : volatile read and clock, time", run.ratios("ours", "volatileReadAndClock"))
                .print(System.out);
    }

    /** Called by JMH. */
    @Setup
    public void fill(BenchmarkParams parameters) {
        CatalogUpdate update = registry.administration("benchmark")
                .update(registry.administration("benchmark").catalog().revision());
        for (int i = 0; i < services; i++) {
            update.add(ServiceDraft.named("Service " + i)
                    .withSmtp("smtp.s" + i + ".example:465", ConnectionSecurity.TLS)
                    .withImap("imap.s" + i + ".example:993", ConnectionSecurity.TLS));
        }
        update.apply();
        registry.offer().services().forEach(service -> map.put(service.id(), service));
        publish();
        if (parameters.getThreads() > 1) {
            editor = new Thread(this::edit);
            editor.start();
        }
    }

    /** Called by JMH. */
    @TearDown
    public void stop() throws InterruptedException {
        editor.interrupt();
        editor.join();
        registry.close();
    }

    private void edit() {
        ServiceId first = registry.offer().services().get(0).id();
        while (!Thread.currentThread().isInterrupted()) {
            registry.administration("benchmark").hide(first);
            registry.administration("benchmark").show(first);
            publish();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void publish() {
        List<EmailService> services = registry.offer().services();
        current = services;
        readAt = System.nanoTime();
        services.forEach(service -> map.put(service.id(), service));
        lock.writeLock().lock();
        try {
            guarded = services;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Benchmark
    public Object volatileRead() {
        return current;
    }

    @Benchmark
    public Object volatileReadAndClock() {
        return System.nanoTime() - readAt < STALENESS_NANOS ? current : List.of();
    }

    @Benchmark
    public Object ours() {
        return registry.offer();
    }

    @Benchmark
    public Object concurrentMap() {
        return new ArrayList<>(map.values());
    }

    @Benchmark
    public Object readWriteLock() {
        lock.readLock().lock();
        try {
            return guarded;
        } finally {
            lock.readLock().unlock();
        }
    }
}
