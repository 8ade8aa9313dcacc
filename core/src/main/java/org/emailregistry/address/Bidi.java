package org.emailregistry.address;

/** The Bidi rule: names that contain right-to-left characters have a clear writing direction (RFC 5893 section 2). */
final class Bidi {
    private Bidi() {}

    /** Returns whether a Unicode name has no right-to-left character, or each of its labels satisfies the Bidi rule. */
    static boolean isClear(String name) {
        return name.codePoints().noneMatch(Bidi::isRightToLeft)
                || Labels.of(name).stream().allMatch(Bidi::isClearLabel);
    }

    private static boolean isRightToLeft(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            default -> false;
        };
    }

    private static boolean isClearLabel(String label) {
        byte first = Character.getDirectionality(label.codePointAt(0));
        boolean leftToRight = first == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
        if (!leftToRight
                && first != Character.DIRECTIONALITY_RIGHT_TO_LEFT
                && first != Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC) {
            return false;
        }
        boolean european = false;
        boolean arabic = false;
        boolean canEnd = false;
        for (int at = 0; at < label.length(); at += Character.charCount(label.codePointAt(at))) {
            switch (Character.getDirectionality(label.codePointAt(at))) {
                case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> {
                    if (!leftToRight) {
                        return false;
                    }
                    canEnd = true;
                }
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> {
                    if (leftToRight) {
                        return false;
                    }
                    canEnd = true;
                }
                case Character.DIRECTIONALITY_ARABIC_NUMBER -> {
                    if (leftToRight) {
                        return false;
                    }
                    arabic = true;
                    canEnd = true;
                }
                case Character.DIRECTIONALITY_EUROPEAN_NUMBER -> {
                    european = true;
                    canEnd = true;
                }
                case Character.DIRECTIONALITY_NONSPACING_MARK -> {}
                case Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
                        Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
                        Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
                        Character.DIRECTIONALITY_OTHER_NEUTRALS,
                        Character.DIRECTIONALITY_BOUNDARY_NEUTRAL -> canEnd = false;
                default -> {
                    return false;
                }
            }
        }
        return canEnd && (leftToRight || !(european && arabic));
    }
}
