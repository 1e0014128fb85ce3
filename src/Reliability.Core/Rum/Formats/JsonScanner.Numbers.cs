namespace Reliability.Core.Rum.Formats;

internal ref partial struct JsonScanner
{
    /// <summary>Reads a number.</summary>
    /// <param name="value">The nearest double; infinite when the number is too large for one.</param>
    public bool ReadNumber(out double value)
    {
        value = 0;
        Peek();
        var start = _position;
        if (!ScanNumber(out var digits)) return false;
        value = digits.ToDouble(_json[start.._position]);
        return true;
    }

    private bool ScanNumber(out DecimalDigits digits)
    {
        digits = default;
        var start = _position;
        var at = start;
        if (at < _json.Length && _json[at] == '-')
        {
            digits.Negative = true;
            at++;
        }

        var whole = at;
        at = ScanDigits(whole, ref digits);
        if (at == whole || (_json[whole] == '0' && at > whole + 1)) return FailAt(at, "expected a number");
        if (at < _json.Length && _json[at] == '.')
        {
            var fraction = at + 1;
            at = ScanDigits(fraction, ref digits);
            if (at == fraction) return FailAt(at, "a digit must follow the decimal point");
            digits.Scale = at - fraction;
        }

        if (at < _json.Length && (_json[at] | 0x20) == 'e')
        {
            digits.HasExponent = true;
            var exponent = at + 1 < _json.Length && _json[at + 1] is (byte)'+' or (byte)'-' ? at + 2 : at + 1;
            var ignored = default(DecimalDigits);
            at = ScanDigits(exponent, ref ignored);
            if (at == exponent) return FailAt(at, "a digit must follow the exponent sign");
        }

        _position = at;
        return true;
    }

    private readonly int ScanDigits(int at, ref DecimalDigits digits)
    {
        while (at < _json.Length)
        {
            var digit = unchecked((uint)_json[at] - '0');
            if (digit > 9) break;
            digits.Append(digit);
            at++;
        }

        return at;
    }
}
