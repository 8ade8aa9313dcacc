package org.emailregistry.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.emailregistry.probe.Outcome;

/**
 * The input of a client after the login. Bounds the bytes between two commands before the client sees them, and adds a
 * cost per line for the object that the client creates from the line. An announced literal beyond the budget is refused
 * before memory is allocated for it.
 */
final class ReplyBudget extends FilterInputStream {
    /** The memory that a short line costs in the client: short lines are the most expensive flood per byte. */
    private static final int COST_OF_A_LINE = 512;

    private static final int TAIL = 24;

    private final boolean literals;
    private final long budget;
    private volatile long left;

    private final byte[] tail = new byte[TAIL];
    private int tailLength;
    private long literalLeft;

    /**
     * Creates an input with a full budget.
     *
     * @param literals whether the protocol has literals, as IMAP does
     */
    ReplyBudget(InputStream in, boolean literals, long budget) {
        super(in);
        this.literals = literals;
        this.budget = budget;
        this.left = budget;
    }

    /** Renews the budget, because a command begins. */
    void renew() {
        left = budget;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        if (n > 0) {
            spend(n);
            scan(bytes, offset, n);
        }
        return n;
    }

    private void spend(long cost) throws ConnectionFailedException {
        long after = left - cost;
        left = after;
        if (after < 0) {
            throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
        }
    }

    private void scan(byte[] bytes, int offset, int length) throws ConnectionFailedException {
        int i = offset;
        int end = offset + length;
        while (i < end) {
            if (literalLeft > 0) {
                int skipped = (int) Math.min(literalLeft, end - i);
                literalLeft -= skipped;
                i += skipped;
            } else if (bytes[i] == '\n') {
                endOfLine();
                i++;
            } else {
                append(bytes[i]);
                i++;
            }
        }
    }

    private void append(byte b) {
        if (tailLength == TAIL) {
            System.arraycopy(tail, 1, tail, 0, TAIL - 1);
            tailLength--;
        }
        tail[tailLength++] = b;
    }

    private void endOfLine() throws ConnectionFailedException {
        spend(COST_OF_A_LINE);
        int length = tailLength > 0 && tail[tailLength - 1] == '\r' ? tailLength - 1 : tailLength;
        long literal = literals ? Literal.announced(tail, 0, length) : -1;
        if (literal > left) {
            throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
        }
        literalLeft = Math.max(literal, 0);
        tailLength = 0;
    }

    @Override
    public long skip(long n) throws IOException {
        return read(new byte[(int) Math.min(Math.max(n, 0), 8192)]);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
