package org.emailregistry.service;

/** The user name that a server expects. It may differ between the SMTP and the IMAP server of a service. */
public enum UserNameFormat {
    /** The login as the user typed it. */
    AS_TYPED,
    /** The email address. */
    ADDRESS,
    /**
     * The part of the email address before the last {@code @}; the whole address if that part is empty or there is no
     * {@code @}.
     */
    LOCAL_PART;

    /**
     * Returns the user name for a server.
     *
     * @param login the login as the user typed it
     * @param address the email address of the account
     */
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
