package pk.muhr.revocation.mass;

import java.util.List;
import java.util.SortedMap;

import pk.muhr.x509.Sha256;

/**
 * What an order would take.
 *
 * @param selection as it is understood, with an end
 * @param officers how many it takes
 * @param sample some of the fingerprints
 * @param token what the order must show: a digest of selection, reason, cause and the very certificates
 */
public record Preview(
        Selection selection,
        Cause cause,
        long certificates,
        int officers,
        SortedMap<String, Long> byProfile,
        SortedMap<String, Long> byBody,
        List<Sha256> sample,
        Sha256 token) {}
