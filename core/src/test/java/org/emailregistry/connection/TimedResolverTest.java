package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedResolverTest {
    private static final int AT_ONCE = 32;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch running = new CountDownLatch(AT_ONCE);
    private final CountDownLatch deadZone = new CountDownLatch(1);

    @AfterEach
    void stop() {
        deadZone.countDown();
        executor.shutdownNow();
    }

    private List<InetAddress> resolve(String host) {
        if (host.equals("dead.example")) {
            running.countDown();
            try {
                deadZone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return List.of(InetAddress.getLoopbackAddress());
    }

    /** A resolver whose look-ups are all taken by a zone that does not answer. */
    private TimedResolver full(Duration timeout) throws InterruptedException {
        var resolver = new TimedResolver(this::resolve, executor, timeout);
        for (int i = 0; i < AT_ONCE; i++) {
            executor.execute(() ->
                    assertThatExceptionOfType(Exception.class).isThrownBy(() -> resolver.resolve("dead.example")));
        }
        running.await();
        return resolver;
    }

    @Test
    void oneTooManyWaitsForItsTurn() throws Exception {
        TimedResolver resolver = full(Duration.ofSeconds(30));
        Future<List<InetAddress>> waiting = executor.submit(() -> resolver.resolve("sound.example"));
        assertThat(waiting.isDone()).isFalse();
        deadZone.countDown();
        assertThat(waiting.get()).containsExactly(InetAddress.getLoopbackAddress());
    }

    @Test
    void whoseTurnDoesNotComeInTimeIsToldThatLookUpsAreBusy() throws Exception {
        TimedResolver resolver = full(Duration.ofMillis(300));
        var route = new Route(
                MailServers.server("sound.example", 993, ConnectionSecurity.TLS),
                Origin.ADMINISTRATOR,
                NetworkGuard.recommended(),
                Optional.empty());
        assertThatThrownBy(() -> Vetting.addresses(route, resolver))
                .isInstanceOfSatisfying(
                        ConnectionFailedException.class,
                        e -> assertThat(e.outcome()).isEqualTo(Outcome.LOOKUP_BUSY));
    }
}
