package org.emailregistry.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides whether concurrent calls are linearizable (Herlihy and Wing 1990): whether each can have taken effect at one instant
 * between its invocation and its return, so that a sequential model explains every answer. The search is that of Wing and
 * Gong (1993) with Lowe's refinements (2017): a call is put in order no earlier than some return asks for it, and no state of
 * the search is visited twice.
 *
 * @param <S> a state of the model, compared by value
 */
final class Linearizability<S> {
    private final List<Call<S>> calls;
    private final List<Event> events = new ArrayList<>();
    /** Before each event: the calls that may take effect. */
    private final List<List<Integer>> pending = new ArrayList<>();

    /**
     * One call and its answer.
     *
     * @param returned {@link Long#MAX_VALUE} if the answer is not known: then it may take effect at any later time, or never
     * @param step the state after it; empty if it cannot have had this answer in that state
     */
    record Call<S>(String text, long invoked, long returned, Function<S, Optional<S>> step) {
        boolean isOpen() {
            return returned == Long.MAX_VALUE;
        }
    }

    private record Event(long time, boolean isReturn, int call) {}

    /** A point of the search: what is to be explained next, and which pending calls have taken effect. */
    private record Point<S>(int event, S state, Set<Integer> done) {
        Point<S> afterwards() {
            return new Point<>(event + 1, state, done);
        }
    }

    private Linearizability(List<Call<S>> calls) {
        this.calls = calls;
        for (int i = 0; i < calls.size(); i++) {
            events.add(new Event(calls.get(i).invoked(), false, i));
            if (!calls.get(i).isOpen()) {
                events.add(new Event(calls.get(i).returned(), true, i));
            }
        }
        // Calls that touch at one tick of the clock count as concurrent.
        events.sort(Comparator.comparingLong(Event::time).thenComparing(Event::isReturn));
        Set<Integer> now = new TreeSet<>();
        for (Event event : events) {
            pending.add(List.copyOf(now));
            if (event.isReturn()) {
                now.remove(event.call());
            } else {
                now.add(event.call());
            }
        }
    }

    /** Empty if the calls are linearizable; otherwise the shortest run of them that nothing explains, for people. */
    static <S> Optional<String> violation(S initial, List<Call<S>> calls) {
        return new Linearizability<>(calls).search(initial);
    }

    private Optional<String> search(S initial) {
        Point<S> furthest = new Point<>(0, initial, Set.of());
        Set<Point<S>> seen = new HashSet<>();
        Deque<Point<S>> open = new ArrayDeque<>(List.of(furthest));
        while (!open.isEmpty()) {
            Point<S> point = skipInvocations(open.pop());
            if (point.event() == events.size()) {
                return Optional.empty();
            }
            if (!seen.add(point)) {
                continue;
            }
            if (point.event() > furthest.event()) {
                furthest = point;
            }
            int returning = events.get(point.event()).call();
            if (point.done().contains(returning)) {
                Set<Integer> done = new HashSet<>(point.done());
                done.remove(returning);
                open.push(new Point<>(point.event() + 1, point.state(), done));
                continue;
            }
            for (int call : pending.get(point.event())) {
                if (call != returning && !point.done().contains(call)) {
                    take(call, point).ifPresent(open::push);
                }
            }
            // On top, to be tried first.
            take(returning, point).ifPresent(open::push);
        }
        return Optional.of(describe(furthest));
    }

    private Point<S> skipInvocations(Point<S> point) {
        Point<S> next = point;
        while (next.event() < events.size() && !events.get(next.event()).isReturn()) {
            next = next.afterwards();
        }
        return next;
    }

    private Optional<Point<S>> take(int call, Point<S> point) {
        Call<S> taken = calls.get(call);
        return taken.step()
                .apply(point.state())
                // That a call without an answer has had no effect is the same as that it never will.
                .filter(next -> !taken.isOpen() || !next.equals(point.state()))
                .map(next -> {
                    Set<Integer> done = new HashSet<>(point.done());
                    done.add(call);
                    return new Point<>(point.event(), next, done);
                });
    }

    private String describe(Point<S> furthest) {
        Event failed = events.get(furthest.event());
        long from = pending.get(furthest.event()).stream()
                .filter(call -> !calls.get(call).isOpen())
                .mapToLong(call -> calls.get(call).invoked())
                .min()
                .orElse(failed.time());
        String window = calls.stream()
                .filter(call -> call.invoked() <= failed.time() && call.returned() >= from)
                .sorted(Comparator.comparingLong(Call::invoked))
                .map(call -> "  %,d to %s: %s"
                        .formatted(
                                call.invoked() - from,
                                call.isOpen() ? "?" : "%,d".formatted(call.returned() - from),
                                call.text()))
                .collect(Collectors.joining("\n"));
        return "not linearizable: no order explains " + calls.get(failed.call()).text()
                + "\nin the furthest state reached, " + furthest.state() + "\nwith the effects of "
                + furthest.done().stream().map(call -> calls.get(call).text()).toList()
                + "\nin the window (nanoseconds)\n" + window;
    }
}
