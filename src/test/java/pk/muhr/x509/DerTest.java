package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerTest {

    /** Long and short lengths and tags, 128 octets among them, whose length is written as that of nothing definite begins. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 255, 256, 65_536})
    void countsElementsOfAnyLength(int octets) {
        Der der = Der.of(new DERSequence(new ASN1Encodable[] {
            new DEROctetString(new byte[octets]), new DERTaggedObject(true, 4711, DERNull.INSTANCE), DERNull.INSTANCE
        }));
        assertThat(der.decode(5)).isEqualTo(der.decode());
        assertThatThrownBy(() -> der.decode(4)).isInstanceOf(MalformedDer.class).hasMessageContaining("more than 4");
    }

    /** Fixed seed: whatever is decoded has as many elements as were counted. */
    @Test
    void countsAsManyAsAreMade() {
        Random random = new Random(690);
        for (int i = 0; i < 2_000; i++) {
            ASN1Primitive made = grown(random, 6).toASN1Primitive();
            int elements = elements(made);
            Der der = Der.of(made);
            assertThat(der.decode(elements)).isEqualTo(made);
            assertThatThrownBy(() -> der.decode(elements - 1)).isInstanceOf(MalformedDer.class);
        }
    }

    @Test
    void countsThingsOfIndefiniteLengthWithTheirEnd() {
        Der der = Der.ofHex("3080040101" + "0000");
        assertThat(der.decode(3)).isEqualTo(new DERSequence(new DEROctetString(new byte[] {1})));
        assertThatThrownBy(() -> der.decode(2)).isInstanceOf(MalformedDer.class).hasMessageContaining("more than 2");
    }

    private static ASN1Encodable grown(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return new DEROctetString(new byte[random.nextInt(300)]);
        }
        if (random.nextInt(3) == 0) {
            return new DERTaggedObject(true, random.nextInt(70_000), grown(random, depth - 1));
        }
        ASN1Encodable[] all = new ASN1Encodable[random.nextInt(4)];
        for (int at = 0; at < all.length; at++) {
            all[at] = grown(random, depth - 1);
        }
        return new DERSequence(all);
    }

    private static int elements(ASN1Encodable made) {
        int count = 1;
        if (made instanceof ASN1Sequence sequence) {
            for (ASN1Encodable one : sequence) {
                count += elements(one);
            }
        } else if (made instanceof ASN1TaggedObject tagged) {
            count += elements(tagged.getExplicitBaseObject());
        }
        return count;
    }
}
