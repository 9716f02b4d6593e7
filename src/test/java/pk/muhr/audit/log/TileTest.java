package pk.muhr.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of tiles, as C2SP tlog-tiles gives them. */
class TileTest {

    @ParameterizedTest
    @CsvSource({
        "0, 256, 000",
        "67, 256, 067",
        "999, 256, 999",
        "1000, 256, x001/000",
        "1234067, 256, x001/x234/067",
        "1234067, 3, x001/x234/067.p/3",
        "0, 255, 000.p/255"
    })
    void hasItsAddress(long number, int width, String path) {
        Tile tile = new Tile(0, number, width);
        assertThat(tile.path()).isEqualTo(path);
        assertThat(Tile.of(0, path)).contains(tile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "67",
                "0067",
                "x000/067",
                "x001/67",
                "067.p/0",
                "067.p/256",
                "067.p/03",
                "067.p/",
                "067.P/3",
                "067/",
                "/067",
                "../067",
                "x001/x234/067.p/3/",
                "067.p/999",
                "x999/x999/x999/x999/x999/x999/x999/999",
                "x999/x999/x999/x999/x999/999",
                "٠٦٧"
            })
    void hasNoOtherAddress(String path) {
        assertThat(Tile.of(0, path)).isEmpty();
    }

    @Test
    void isInATreeThatIsLargeEnough() {
        assertThat(new Tile(0, 1, 3).isIn(258)).isFalse();
        assertThat(new Tile(0, 1, 3).isIn(259)).isTrue();
        assertThat(new Tile(1, 0, 1).isIn(255)).isFalse();
        assertThat(new Tile(1, 0, 1).isIn(256)).isTrue();
    }
}
