package pk.muhr.evidence.export;

import java.util.Map;

/**
 * What an archive says that it holds.
 *
 * @param records lines of {@code records.jsonl}
 * @param certificates files in {@code certificates/}, each named by its own SHA-256
 * @param query what was asked for
 * @param files every other file but this one and its signature, with its SHA-256
 */
record Manifest(long records, long certificates, Map<String, String> query, Map<String, String> files) {}
