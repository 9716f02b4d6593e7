package pk.muhr.validation;

import java.util.UUID;

/**
 * What a certificate says, and the proof that stands behind it.
 *
 * @param name an alternative name, or {@code organization} or {@code person} for what the subject says of them
 */
public record ProvedName(String name, UUID proof) {}
