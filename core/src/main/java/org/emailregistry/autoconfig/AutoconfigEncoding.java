package org.emailregistry.autoconfig;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes the bytes of an XML document, strictly. The JDK's parser could decode them too, but prints to
 * {@link System#err} for each document whose bytes do not match its encoding.
 */
final class AutoconfigEncoding {
    /** The maximum length of an XML declaration, in bytes. */
    private static final int MAXIMUM_DECLARATION = 200;

    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml\\s[^>]*?\\bencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private AutoconfigEncoding() {}

    /**
     * Decodes a document by its byte order mark, else by its declared encoding, else as UTF-8 (XML 1.0, appendix F).
     *
     * @throws CharacterCodingException if the bytes do not match that encoding
     * @throws IllegalArgumentException if the declared encoding is unknown
     */
    static String decode(byte[] document) throws CharacterCodingException {
        String text = charset(document)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(document))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static Charset charset(byte[] document) {
        if (begins(document, 0xfe, 0xff) || begins(document, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16;
        }
        if (begins(document, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        String beginning =
                new String(document, 0, Math.min(document.length, MAXIMUM_DECLARATION), StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(beginning);
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        Charset charset = Charset.forName(declared.group(1));
        if (!charset.canEncode()) {
            throw new UnsupportedCharsetException(declared.group(1));
        }
        return charset;
    }

    private static boolean begins(byte[] document, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= document.length || (document[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
