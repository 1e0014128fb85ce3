namespace Azure.Data.Tables.Models;

public readonly partial struct TableErrorCode
{
    /// <summary>Gets the code <c>AccountIOPSLimitExceeded</c>.</summary>
    public static TableErrorCode AccountIOPSLimitExceeded { get; } = new(nameof(AccountIOPSLimitExceeded));

    /// <summary>Gets the code <c>AtomFormatNotSupported</c>.</summary>
    public static TableErrorCode AtomFormatNotSupported { get; } = new(nameof(AtomFormatNotSupported));

    /// <summary>Gets the code <c>AuthorizationPermissionMismatch</c>.</summary>
    public static TableErrorCode AuthorizationPermissionMismatch { get; } = new(nameof(AuthorizationPermissionMismatch));

    /// <summary>Gets the code <c>AuthorizationResourceTypeMismatch</c>.</summary>
    public static TableErrorCode AuthorizationResourceTypeMismatch { get; } = new(nameof(AuthorizationResourceTypeMismatch));

    /// <summary>Gets the code <c>CannotCreateTableWithIOPSGreaterThanMaxAllowedPerTable</c>.</summary>
    public static TableErrorCode CannotCreateTableWithIOPSGreaterThanMaxAllowedPerTable { get; } = new(nameof(CannotCreateTableWithIOPSGreaterThanMaxAllowedPerTable));

    /// <summary>Gets the code <c>CommandsInBatchActOnDifferentPartitions</c>.</summary>
    public static TableErrorCode CommandsInBatchActOnDifferentPartitions { get; } = new(nameof(CommandsInBatchActOnDifferentPartitions));

    /// <summary>Gets the code <c>ContentLengthExceeded</c>.</summary>
    public static TableErrorCode ContentLengthExceeded { get; } = new(nameof(ContentLengthExceeded));

    /// <summary>Gets the code <c>DuplicateKeyPropertySpecified</c>.</summary>
    public static TableErrorCode DuplicateKeyPropertySpecified { get; } = new(nameof(DuplicateKeyPropertySpecified));

    /// <summary>Gets the code <c>DuplicatePropertiesSpecified</c>.</summary>
    public static TableErrorCode DuplicatePropertiesSpecified { get; } = new(nameof(DuplicatePropertiesSpecified));

    /// <summary>Gets the code <c>EntityAlreadyExists</c>.</summary>
    public static TableErrorCode EntityAlreadyExists { get; } = new(nameof(EntityAlreadyExists));

    /// <summary>Gets the code <c>EntityNotFound</c>.</summary>
    public static TableErrorCode EntityNotFound { get; } = new(nameof(EntityNotFound));

    /// <summary>Gets the code <c>EntityTooLarge</c>.</summary>
    public static TableErrorCode EntityTooLarge { get; } = new(nameof(EntityTooLarge));

    /// <summary>Gets the code <c>Forbidden</c>.</summary>
    public static TableErrorCode Forbidden { get; } = new(nameof(Forbidden));

    /// <summary>Gets the code <c>InvalidDuplicateRow</c>.</summary>
    public static TableErrorCode InvalidDuplicateRow { get; } = new(nameof(InvalidDuplicateRow));

    /// <summary>Gets the code <c>InvalidInput</c>.</summary>
    public static TableErrorCode InvalidInput { get; } = new(nameof(InvalidInput));

    /// <summary>Gets the code <c>InvalidValueType</c>.</summary>
    public static TableErrorCode InvalidValueType { get; } = new(nameof(InvalidValueType));

    /// <summary>Gets the code <c>JsonFormatNotSupported</c>.</summary>
    public static TableErrorCode JsonFormatNotSupported { get; } = new(nameof(JsonFormatNotSupported));

    /// <summary>Gets the code <c>JsonVerboseFormatNotSupported</c>.</summary>
    public static TableErrorCode JsonVerboseFormatNotSupported { get; } = new(nameof(JsonVerboseFormatNotSupported));

    /// <summary>Gets the code <c>KeyValueTooLarge</c>.</summary>
    public static TableErrorCode KeyValueTooLarge { get; } = new(nameof(KeyValueTooLarge));

    /// <summary>Gets the code <c>MediaTypeNotSupported</c>.</summary>
    public static TableErrorCode MediaTypeNotSupported { get; } = new(nameof(MediaTypeNotSupported));

    /// <summary>Gets the code <c>MethodNotAllowed</c>.</summary>
    public static TableErrorCode MethodNotAllowed { get; } = new(nameof(MethodNotAllowed));

    /// <summary>Gets the code <c>NotImplemented</c>.</summary>
    public static TableErrorCode NotImplemented { get; } = new(nameof(NotImplemented));

    /// <summary>Gets the code <c>OperationTimedOut</c>.</summary>
    public static TableErrorCode OperationTimedOut { get; } = new(nameof(OperationTimedOut));

    /// <summary>Gets the code <c>OperatorInvalid</c>.</summary>
    public static TableErrorCode OperatorInvalid { get; } = new(nameof(OperatorInvalid));

    /// <summary>Gets the code <c>OutOfRangeInput</c>.</summary>
    public static TableErrorCode OutOfRangeInput { get; } = new(nameof(OutOfRangeInput));

    /// <summary>Gets the code <c>PartitionKeyEqualityComparisonExpected</c>.</summary>
    public static TableErrorCode PartitionKeyEqualityComparisonExpected { get; } = new(nameof(PartitionKeyEqualityComparisonExpected));

    /// <summary>Gets the code <c>PartitionKeyNotSpecified</c>.</summary>
    public static TableErrorCode PartitionKeyNotSpecified { get; } = new(nameof(PartitionKeyNotSpecified));

    /// <summary>Gets the code <c>PartitionKeyPropertyCannotBeUpdated</c>.</summary>
    public static TableErrorCode PartitionKeyPropertyCannotBeUpdated { get; } = new(nameof(PartitionKeyPropertyCannotBeUpdated));

    /// <summary>Gets the code <c>PartitionKeySpecifiedMoreThanOnce</c>.</summary>
    public static TableErrorCode PartitionKeySpecifiedMoreThanOnce { get; } = new(nameof(PartitionKeySpecifiedMoreThanOnce));

    /// <summary>Gets the code <c>PerTableIOPSDecrementLimitReached</c>.</summary>
    public static TableErrorCode PerTableIOPSDecrementLimitReached { get; } = new(nameof(PerTableIOPSDecrementLimitReached));

    /// <summary>Gets the code <c>PerTableIOPSIncrementLimitReached</c>.</summary>
    public static TableErrorCode PerTableIOPSIncrementLimitReached { get; } = new(nameof(PerTableIOPSIncrementLimitReached));

    /// <summary>Gets the code <c>PrimaryKeyPropertyIsInvalidType</c>.</summary>
    public static TableErrorCode PrimaryKeyPropertyIsInvalidType { get; } = new(nameof(PrimaryKeyPropertyIsInvalidType));

    /// <summary>Gets the code <c>PropertiesNeedValue</c>.</summary>
    public static TableErrorCode PropertiesNeedValue { get; } = new(nameof(PropertiesNeedValue));

    /// <summary>Gets the code <c>PropertyNameInvalid</c>.</summary>
    public static TableErrorCode PropertyNameInvalid { get; } = new(nameof(PropertyNameInvalid));

    /// <summary>Gets the code <c>PropertyNameTooLong</c>.</summary>
    public static TableErrorCode PropertyNameTooLong { get; } = new(nameof(PropertyNameTooLong));

    /// <summary>Gets the code <c>PropertyValueTooLarge</c>.</summary>
    public static TableErrorCode PropertyValueTooLarge { get; } = new(nameof(PropertyValueTooLarge));

    /// <summary>Gets the code <c>ResourceNotFound</c>.</summary>
    public static TableErrorCode ResourceNotFound { get; } = new(nameof(ResourceNotFound));

    /// <summary>Gets the code <c>SettingIOPSForATableInProvisioningNotAllowed</c>.</summary>
    public static TableErrorCode SettingIOPSForATableInProvisioningNotAllowed { get; } = new(nameof(SettingIOPSForATableInProvisioningNotAllowed));

    /// <summary>Gets the code <c>TableAlreadyExists</c>.</summary>
    public static TableErrorCode TableAlreadyExists { get; } = new(nameof(TableAlreadyExists));

    /// <summary>Gets the code <c>TableBeingDeleted</c>.</summary>
    public static TableErrorCode TableBeingDeleted { get; } = new(nameof(TableBeingDeleted));

    /// <summary>Gets the code <c>TableHasNoProperties</c>.</summary>
    public static TableErrorCode TableHasNoProperties { get; } = new(nameof(TableHasNoProperties));

    /// <summary>Gets the code <c>TableHasNoSuchProperty</c>.</summary>
    public static TableErrorCode TableHasNoSuchProperty { get; } = new(nameof(TableHasNoSuchProperty));

    /// <summary>Gets the code <c>TableNotFound</c>.</summary>
    public static TableErrorCode TableNotFound { get; } = new(nameof(TableNotFound));

    /// <summary>Gets the code <c>TooManyProperties</c>.</summary>
    public static TableErrorCode TooManyProperties { get; } = new(nameof(TooManyProperties));

    /// <summary>Gets the code <c>UpdateConditionNotSatisfied</c>.</summary>
    public static TableErrorCode UpdateConditionNotSatisfied { get; } = new(nameof(UpdateConditionNotSatisfied));

    /// <summary>Gets the code <c>XMethodIncorrectCount</c>.</summary>
    public static TableErrorCode XMethodIncorrectCount { get; } = new(nameof(XMethodIncorrectCount));

    /// <summary>Gets the code <c>XMethodIncorrectValue</c>.</summary>
    public static TableErrorCode XMethodIncorrectValue { get; } = new(nameof(XMethodIncorrectValue));

    /// <summary>Gets the code <c>XMethodNotUsingPost</c>.</summary>
    public static TableErrorCode XMethodNotUsingPost { get; } = new(nameof(XMethodNotUsingPost));
}
