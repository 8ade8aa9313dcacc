package org.emailregistry.workspace;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * A key in a file beside the database of the demonstration. Not for production: a thief who copies the folder has both the
 * database and the key.
 */
final class KeyFile {
    private static final int KEY_BYTES = 32;

    private KeyFile() {}

    /** Returns the key in Base64. If there is no file, creates one that only its owner can read. */
    static String read(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (SeekableByteChannel out = Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), ownersOnly(file))) {
                out.write(ByteBuffer.wrap(Base64.getEncoder().encode(key)));
            }
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    private static FileAttribute<?>[] ownersOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
