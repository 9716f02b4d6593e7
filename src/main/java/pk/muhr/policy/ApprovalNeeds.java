package pk.muhr.policy;

import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How officers who approve a request show who they are (BR §6.5.1). */
public enum ApprovalNeeds {
    /** By whatever the API takes. */
    @JsonProperty("token")
    TOKEN,
    /** By their own client certificate, with a token beside it or without. */
    @JsonProperty("certificate")
    CERTIFICATE;

    /**
     * The one of this word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ApprovalNeeds of(String label) {
        return Stream.of(values())
                .filter(needs -> EnumLabels.of(needs).equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no way to show who approves: " + label));
    }

    /** The word in policy files. */
    public String label() {
        return EnumLabels.of(this);
    }
}
