package org.emailregistry.policy;

/** Who named a server. The policy trusts an administrator with more than a user. */
public enum Origin {
    /** The administrator of the host application, or the library's own list of standard services. */
    ADMINISTRATOR,
    /** A user, by manual entry. */
    USER
}
