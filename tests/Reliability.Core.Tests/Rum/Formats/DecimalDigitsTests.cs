using System.Globalization;
using System.Numerics;
using System.Text;
using Reliability.Core.Rum.Formats;

namespace Reliability.Core.Tests.Rum.Formats;

public sealed class DecimalDigitsTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("1834.2999999523163")]
    [InlineData("0.0034567890123456789")]
    [InlineData("0.00000000000000000000001")]
    [InlineData("0.0000000000000000000001")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740993.0")]
    [InlineData("9007199254740992.5")]
    [InlineData("9007199254740993.5")]
    [InlineData("4503599627370496.5")]
    [InlineData("4503599627370497.5")]
    [InlineData("9999999999999999999")]
    [InlineData("99999999999999999999")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("0.9999999999999999999")]
    [InlineData("0.99999999999999994449")]
    [InlineData("1.0000000000000001110223024625156541")]
    [InlineData("1e308")]
    [InlineData("1e309")]
    [InlineData("-1e999")]
    [InlineData("1e-400")]
    [InlineData("-1e-400")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("4.9e-324")]
    [InlineData("0e99999999999999999999")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1E+2")]
    public void Number_is_the_nearest_double(string text) => Check(text);

    [Fact]
    public void Random_decimals_are_the_nearest_double()
    {
        var random = new Random(1);
        for (var i = 0; i < 1_000_000; i++) Check(RandomDecimal(random));
    }

    [Fact]
    public void Numbers_as_scripts_write_them_are_the_nearest_double()
    {
        var random = new Random(2);
        for (var i = 0; i < 500_000; i++)
            Check((random.NextDouble() * Math.Pow(10, random.Next(-4, 7))).ToString("R", CultureInfo.InvariantCulture));
    }

    // Halfway between two doubles and one unit to either side: the hardest to round, and the ties themselves.
    [Fact]
    public void Numbers_near_halfway_are_the_nearest_double()
    {
        var random = new Random(3);
        for (var i = 0; i < 150_000; i++)
        {
            var scale = random.Next(0, 23);
            var low = Math.ScaleB((double)random.NextInt64(1L << 52, 1L << 53), random.Next(-75, 11));
            var halfway = Halfway(low, scale);
            if (halfway.IsZero || halfway > ulong.MaxValue) continue;
            for (var unit = -1; unit <= 1; unit++) Check(Text(halfway + unit, scale));
        }
    }

    [Fact]
    public void Exact_ties_go_to_the_even_neighbour()
    {
        for (var i = 0L; i < 100_000; i++)
        {
            Check($"{(1L << 53) + (2 * i) + 1}.0");
            Check($"{(1L << 52) + i}.5");
            Check($"{(1L << 51) + i}.25");
            Check($"{(1L << 51) + i}.75");
        }
    }

    [Fact]
    public void Digits_at_every_length_and_place_are_read_in_full()
    {
        for (var whole = 1; whole <= 25; whole++)
        {
            for (var fraction = 0; fraction <= 25; fraction++)
            {
                var digits = string.Concat(Enumerable.Range(1, whole + fraction).Select(i => (char)('0' + (i % 10))));
                Check(fraction == 0 ? digits : $"{digits[..whole]}.{digits[whole..]}");
                if (fraction > 0) Check($"-0.{new string('0', whole)}{digits[..fraction]}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("01")]
    [InlineData("-01")]
    [InlineData("00")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1.e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("+1")]
    [InlineData("--1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void Text_that_is_no_number_is_refused(string text)
    {
        var scanner = new JsonScanner(Encoding.UTF8.GetBytes(text));
        Assert.False(scanner.ReadNumber(out _));
        Assert.NotNull(scanner.Error);
    }

    private static string RandomDecimal(Random random)
    {
        var digits = random.Next(1, 22);
        var text = new StringBuilder(random.Next(4) == 0 ? "-" : "");
        var point = random.Next(0, digits + 1);
        if (point == 0) text.Append("0.").Append('0', random.Next(0, 4) * random.Next(0, 4));
        for (var i = 0; i < digits; i++)
        {
            if (i == point && i > 0) text.Append('.');
            text.Append((char)('0' + (i == 0 && point > 1 ? random.Next(1, 10) : random.Next(10))));
        }

        if (random.Next(8) == 0) text.Append("eE"[random.Next(2)]).Append(random.Next(-330, 330));
        return text.ToString();
    }

    private static BigInteger Halfway(double low, int scale)
    {
        var bits = BitConverter.DoubleToInt64Bits(low);
        var mantissa = new BigInteger((1L << 52) | (bits & ((1L << 52) - 1)));
        var exponent = (int)(bits >> 52) - 1075 - 1; // of half a unit in the last place
        var scaled = ((2 * mantissa) + 1) * BigInteger.Pow(10, scale);
        return exponent >= 0 ? scaled << exponent : scaled >> -exponent;
    }

    private static string Text(BigInteger digits, int scale)
    {
        var text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return scale == 0 ? text : $"{text[..^scale]}.{text[^scale..]}";
    }

    private static void Check(string text)
    {
        var scanner = new JsonScanner(Encoding.UTF8.GetBytes(text));
        var expected = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!scanner.ReadNumber(out var value) || BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(expected) || !scanner.AtEnd())
            Assert.Fail($"{text} is {expected:R}, read as {value:R}: {scanner.Error}");
    }
}
