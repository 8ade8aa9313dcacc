package org.emailregistry.store;

import java.time.Instant;

/**
 * What an operator should know about one {@link Door}: one value per door and name.
 *
 * @param door the door
 * @param name the name of the note: 1 to 190 printable ASCII characters
 * @param value the value; never a secret
 * @param notedAt when the note was made
 */
public record NoteRow(DoorId door, String name, String value, Instant notedAt) {}
