package pk.muhr.hsm;

import java.util.List;

/**
 * What a sweep found: private keys that no certificate names, left by a crash between making a key and naming it.
 *
 * @param destroyed how many had no name at all and were destroyed
 * @param named those that have a name and were left for a person to judge
 */
public record Orphans(int destroyed, List<String> named) {

    public Orphans {
        named = List.copyOf(named);
    }
}
