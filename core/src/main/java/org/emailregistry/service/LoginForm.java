package org.emailregistry.service;

/** What a server wants as user name; it may differ between the SMTP and the IMAP server of one service. */
public enum LoginForm {
    /** The login as the user typed it. */
    AS_TYPED,
    /** The whole email address. */
    ADDRESS,
    /** What stands before the last {@code @} of the email address. */
    LOCAL_PART;

    /** The user name for a server, from what the user typed and the account's email address. */
    public String userName(String login, String address) {
        return switch (this) {
            case AS_TYPED -> login;
            case ADDRESS -> address;
            case LOCAL_PART -> {
                int at = address.lastIndexOf('@');
                yield at > 0 ? address.substring(0, at) : address;
            }
        };
    }
}
