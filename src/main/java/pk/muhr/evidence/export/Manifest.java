package pk.muhr.evidence.export;

import java.util.Map;

/**
 * What an archive says that it holds.
 *
 * @param records lines of {@code records.jsonl}
 * @param certificates lines of {@code certificates.jsonl}
 * @param query what was asked for
 * @param files every other file but this one and its signature, with its SHA-256
 */
record Manifest(long records, long certificates, Map<String, String> query, Map<String, String> files) {}
