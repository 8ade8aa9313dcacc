package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.FileUtils;
import org.jspecify.annotations.Nullable;

/** A file of H2 in memory, {@code recording:memFS:name}, of which every write is kept. Thread-safe. */
public final class RecordingFile extends FilePathWrapper {
    private static final Map<String, List<Write>> WRITES = new ConcurrentHashMap<>();

    /**
     * One write.
     *
     * @param bytes null if the file was cut off at the position
     */
    private record Write(long position, @Nullable ByteBuffer bytes) {
        int end() {
            return Math.toIntExact(bytes == null ? position : position + bytes.limit());
        }
    }

    static {
        FilePath.register(new RecordingFile());
    }

    /** Says what to put between {@code jdbc:h2:} and the options. */
    static String name(String name) {
        return "recording:memFS:" + name;
    }

    private static List<Write> writes(String name) {
        return WRITES.computeIfAbsent(name, file -> new ArrayList<>());
    }

    /** How many writes there were so far. */
    static int count(String name) {
        List<Write> writes = writes(name);
        synchronized (writes) {
            return writes.size();
        }
    }

    /** As many writes, or one more if that is the file's header. */
    static int withHeader(String name, int writes) {
        List<Write> all = writes(name);
        synchronized (all) {
            return writes < all.size() && all.get(writes).position() == 0 ? writes + 1 : writes;
        }
    }

    /** Makes a database, {@code memFS:copy}, of what a kill after some writes would have left. It may be recorded, too. */
    static void copy(String name, int writes, String copy) throws IOException {
        List<Write> done = writes(name).subList(0, writes);
        int longest = done.stream().mapToInt(Write::end).max().orElse(0);
        byte[] file = new byte[longest];
        int length = 0;
        for (Write write : done) {
            if (write.bytes() == null) {
                length = Math.min(length, write.end());
            } else {
                write.bytes().get(0, file, (int) write.position(), write.bytes().limit());
                length = Math.max(length, write.end());
            }
        }
        writes(copy).add(new Write(0, ByteBuffer.wrap(file, 0, length).slice()));
        try (OutputStream out = FileUtils.newOutputStream("memFS:" + copy + ".mv.db", false)) {
            out.write(file, 0, length);
        }
    }

    static void forget(String name) {
        WRITES.remove(name);
        FileUtils.delete("memFS:" + name + ".mv.db");
    }

    @Override
    public String getScheme() {
        return "recording";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FilePath base = getBase();
        String name = base.getName();
        return new Channel(
                base.open(mode), writes(name.endsWith(".mv.db") ? name.substring(0, name.length() - 6) : name));
    }

    private static final class Channel extends FileBase {
        private final FileChannel real;
        private final List<Write> writes;

        Channel(FileChannel real, List<Write> writes) {
            this.real = real;
            this.writes = writes;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.duplicate().get(bytes);
            synchronized (writes) {
                writes.add(new Write(position, ByteBuffer.wrap(bytes)));
                return real.write(source, position);
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = write(source, real.position());
            real.position(real.position() + written);
            return written;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            synchronized (writes) {
                writes.add(new Write(size, null));
                real.truncate(size);
            }
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            real.position(position);
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return real.read(target);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            real.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return requireNonNull(real.tryLock(position, size, shared));
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }
    }
}
