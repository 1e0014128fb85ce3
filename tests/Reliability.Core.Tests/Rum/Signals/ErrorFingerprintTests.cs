using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;

namespace Reliability.Core.Tests.Rum.Signals;

public sealed class ErrorFingerprintTests
{
    private const string V8 = "TypeError: x is undefined\n    at pay (https://shop.example/app.js?v=1:10:20)\n    at https://shop.example/main.js:1:2";

    [Theory]
    [InlineData("Order 17 not found", "Order 18 not found")]
    [InlineData("Order 17 not found", "Order 1,234.5 not found", false)]
    [InlineData("user 'ann' is unknown", "user 'bob' is unknown")]
    [InlineData("no element \"#a1\"", "no element \"#b2\"")]
    [InlineData("key `a` missing", "key `b` missing")]
    [InlineData("session 550e8400-e29b-41d4-a716-446655440000 ended", "session 6ba7b810-9dad-11d1-80b4-00c04fd430c8 ended")]
    [InlineData("token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 expired", "token fyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6 expired")]
    [InlineData("can't find 'a'", "can't find 'b'")]
    [InlineData("x is undefined", "y is undefined", false)]
    [InlineData("handle2 failed", "handle3 failed")]
    public void Messages_that_differ_in_what_varies_are_the_same(string one, string other, bool same = true) =>
        Assert.Equal(same, Of(one, "") == Of(other, ""));

    [Theory]
    [InlineData("TypeError: x is undefined\n    at pay (https://shop.example/app.js?v=2:99:1)\n    at https://shop.example/main.js:3:4", true)]
    [InlineData("pay@https://shop.example/app.js:10:20\n@https://shop.example/main.js:1:2", true)]
    [InlineData("    at cancel (https://shop.example/app.js:10:20)\n    at https://shop.example/main.js:1:2", false)]
    [InlineData("    at pay (https://shop.example/other.js:10:20)\n    at https://shop.example/main.js:1:2", false)]
    [InlineData("    at pay (https://shop.example/app.js:10:20)", false)]
    [InlineData("", false)]
    public void Stacks_count_by_function_and_file(string stack, bool same) => Assert.Equal(same, Of("x is undefined", V8) == Of("x is undefined", stack));

    [Fact]
    public void Hash_in_a_file_name_does_not_count() => Assert.Equal(
        Of("x", "    at f (https://shop.example/app.3f2a9c1b.js:1:1)"),
        Of("x", "    at f (https://shop.example/app.77ab00e2.js:1:1)"));

    [Fact]
    public void Frames_below_the_fifth_do_not_count()
    {
        static string Stack(string last) => string.Join('\n', Enumerable.Range(0, 5).Select(i => $"at f{(char)('a' + i)} (https://shop.example/a.js:{i}:1)").Append(last));
        Assert.Equal(Of("x", Stack("at g (https://shop.example/a.js:1:1)")), Of("x", Stack("at h (https://shop.example/b.js:1:1)")));
    }

    [Fact]
    public void Types_tell_errors_apart() => Assert.NotEqual(
        ErrorFingerprint.Of(new ErrorEvent(Nowhere, "TypeError", "x", "")),
        ErrorFingerprint.Of(new ErrorEvent(Nowhere, "RangeError", "x", "")));

    [Theory]
    [InlineData("'")]
    [InlineData("at ")]
    [InlineData("at (")]
    [InlineData("@")]
    [InlineData("at x:\n:::\n@:1\n'\"`'\"`")]
    public void Any_text_has_a_fingerprint(string text) => Assert.NotEqual(ErrorFingerprint.Other, Of(text, text));

    private static VitalDimensions Nowhere { get; } = new("/", DeviceKind.Unknown, ConnectionKind.Unknown, "");

    private static ulong Of(string message, string stack) => ErrorFingerprint.Of(new ErrorEvent(Nowhere, "TypeError", message, stack));
}
